using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Platform;

namespace CommitmentTracker.Agreements;

internal static class SetAgreementTermSlice
{
    const int Longest = 1_200;

    public static readonly Slice Slice = new Slice<SetAgreementTerm, Agreement>(
        Roles.Officer, command => Agreement.Kind.Stream(command.Agreement), Check, Decide);

    static Faults Check(SetAgreementTerm command) => new Faults()
        .Slug("/agreement", command.Agreement)
        .Require(command.Term.Until is null == command.Term.Months > 0, "/term/until", "A term has a last day or a number of months, one of both.")
        .Require(command.Term.Until is not { Year: < 1600 or > 2199 }, "/term/until", "This lies outside the years 1600 to 2199.")
        .Require(command.Term.Months is >= 0 and <= Longest, "/term/months", "It lasts 1 to 1,200 months.")
        .Require(command.Term.RenewalMonths is >= 0 and <= Longest, "/term/renewalMonths", "It is renewed for 1 to 1,200 months each time.")
        .Past("/agreedOn", command.AgreedOn);

    public static Decision Decide(SetAgreementTerm command, Agreement agreement, Known known) => agreement.Log(
        command, new AgreementTermSet(command.Agreement, agreement.States, command.Term, command.AgreedOn, command.Citation),
        life => life.Acts.OfType<AgreementTermSet>().FirstOrDefault(t => t.AgreedOn is null ? command.AgreedOn is null : t.AgreedOn.SaysTheSameAs(command.AgreedOn)) is { } before
            ? Acts.Otherwise($"Its term is recorded as {Terms.Say(before.Term)}; one that was agreed later is logged with agreedOn.")
            : null);
}

/// <summary>How long a term lasts. Pure.</summary>
internal static class Terms
{
    /// <summary>The term's last day: of one that is renewed the last day of the period that a day lies in. Null while it is not known since when it counts.</summary>
    /// <param name="term">The term.</param>
    /// <param name="effective">First day of effect; a term in months counts from it.</param>
    /// <param name="day">The day asked for.</param>
    public static DateOnly? LastDay(AgreementTerm term, DateOnly? effective, DateOnly day)
    {
        if ((term.Until?.AddDays(1) ?? effective) is not { } first)
            return null;
        var months = term.Until is null ? term.Months : 0;
        var last = Before(first, months);
        if (term.RenewalMonths == 0 || last >= day)
            return last;
        // Counted from the first day each time: month by month a 31st would become a 28th for good.
        var passed = (day.Year - first.Year) * 12 + day.Month - first.Month - months;
        for (var renewals = Math.Max(passed / term.RenewalMonths - 1, 1); ; renewals++)
            if (Before(first, months + renewals * term.RenewalMonths) is var next && next >= day)
                return next;
    }

    public static string Say(AgreementTerm term) =>
        FormattableString.Invariant($"{(term.Until is { } until ? $"until {until:yyyy-MM-dd}" : $"for {term.Months} months")}{(term.RenewalMonths > 0 ? $", renewed for {term.RenewalMonths} months at a time" : "")}");

    /// <summary>The last day of so many months that begin with a day. A month that has no such day closes them with its end.</summary>
    static DateOnly Before(DateOnly first, int months)
    {
        if ((first.Year * 12) + months > DateOnly.MaxValue.Year * 12 - 12)
            return DateOnly.MaxValue;
        var next = first.AddMonths(months);
        return next.Day == first.Day ? next.AddDays(-1) : next;
    }
}
