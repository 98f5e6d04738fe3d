using System.Text.Json;
using CommitmentTracker.Agreements;
using CommitmentTracker.Commitments;
using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Meetings;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Deadlines;
using CommitmentTracker.Meetings;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;

namespace CommitmentTracker.Calendar;

/// <summary>
/// What of the register has a day, as days in a calendar; pure. Nothing in them depends on the day of asking, so that a program which subscribes
/// meets no change where nothing was recorded. A guess ("coming months") is no day.
/// </summary>
internal static class CalendarEntries
{
    /// <summary>The instances of what recurs are in a calendar for so many days to come: five years.</summary>
    const int Ahead = 5 * 366;

    /// <summary>What moves a day, meets it or calls it off, moves it into a calendar or out of one, or takes that back. Counted over the whole log of an entry this only ever grows.</summary>
    static readonly HashSet<string> Moves = new(StringComparer.Ordinal)
    {
        "commitment_deadline_set", "commitment_deadline_extended", "commitment_deadline_advanced", "commitment_fulfilled", "commitment_lapsed", "commitment_withdrawn", "commitment_superseded", "commitment_reopened",
        "commitment_merged", "commitment_unmerged", "commitment_corrected", "owner_assigned", "strength_reclassified", "entry_retracted", "act_taken_back",
        "meeting_rescheduled", "meeting_held", "meeting_cancelled", "meeting_corrected",
        "target_deadline_added", "target_deadline_extended", "target_deadline_advanced", "trade_target_withdrawn", "trade_target_reinstated", "trade_target_corrected",
        "agreement_signed", "signature_added", "agreement_corrected", "consent_expressed", "entry_into_force_clause_set", "agreement_entered_into_force", "agreement_denounced", "denunciation_revoked", "agreement_term_set", "agreement_terminated",
        "agreement_expired", "agreement_superseded", "agreement_suspended", "agreement_resumed", "provisional_application_started", "provisional_application_ended", "agreement_act_taken_back",
    };

    /// <summary>A commitment's deadline, its dated instances and milestones; what was among them and is no more is called off.</summary>
    /// <param name="dossier">As asked for.</param>
    /// <param name="register">Address of this register.</param>
    /// <param name="within">Whether it belongs in this calendar, by what was logged of it; it may have before a correction, or before another owner.</param>
    public static IEnumerable<CalendarDays> Commitment(Dossier dossier, string register, Func<Dossier, CommitmentView, bool>? within = null) => WithGone(
        dossier, dossier.Log, Sequence(dossier.Log), dossier.Log.Max(l => l.RecordedAt), then => CommitmentViews.Of(then, Ahead) is var view && within?.Invoke(then, view) != false ? Days(view, register) : []);

    /// <summary>
    /// A day that was in the calendar and is in it no more stays, called off: who imported it would keep it else. What stood in it is told from the log as it was before each
    /// event that may have removed a day. Only a log from its beginning is replayed: what a view of the past leaves out of it is left out again by the question.
    /// </summary>
    static IEnumerable<CalendarDays> WithGone(Dossier dossier, IReadOnlyList<Logged> log, int sequence, DateTimeOffset modified, Func<Dossier, IEnumerable<CalendarDays>> days)
    {
        var now = days(dossier).ToList();
        return now.Concat(log.Index().Where(l => l.Index > 0 && Moves.Contains(l.Item.Act)).Reverse().SelectMany(l => days(dossier with { Log = [.. log.Take(l.Index)] }))
            .DistinctBy(d => d.Uid).ExceptBy(now.Select(d => d.Uid), d => d.Uid)
            .Select(d => d with { Sequence = sequence, Modified = modified, Certainty = Certainty.Cancelled }));
    }

    static IEnumerable<CalendarDays> Days(CommitmentView view, string register)
    {
        var certainty = view.Status is CommitmentStatus.Retracted or CommitmentStatus.Merged or CommitmentStatus.Withdrawn or CommitmentStatus.Superseded or CommitmentStatus.Lapsed ? Certainty.Cancelled
            : view.Counts ? Certainty.Confirmed : Certainty.Tentative;
        CalendarDays On(string? part, DateOnly day, string what, string what2, string? met, string described) => new(
            Uid($"commitment:{view.Slug}", part), Sequence(view.Timeline), day, day, view.Timeline[0].RecordedAt, view.RecordedAt, certainty, $"{(what2 + met)}: {what}", described, null,
            $"{register}/commitments/{view.Slug}", Categories(what2, Words.Of(view.Kind), view.Obligors.Union(view.Counterparties)));
        if (view.Deadline is { Precision: not Precision.Open } deadline)
            yield return On(null, deadline.To, view.What, "Deadline", Met(view.Status, view.LateDays), Described(view));
        foreach (var instance in view.Instances ?? [])
            yield return On(instance.Period.ToString(), instance.DueOn, $"{view.What} ({instance.Period})", "Deadline", Met(instance.Status), Described(view));
        foreach (var milestone in view.Milestones ?? [])
            if (milestone.Due is { Precision: not Precision.Open } due)
                yield return On(milestone.Slug, due.To, milestone.What, "Milestone", Met(milestone.Status), Described(view, milestone));
    }

    /// <summary>A meeting: the days it took place, or for which it is planned; tentative where these are only known to lie among others. None without any.</summary>
    /// <inheritdoc cref="Commitment"/>
    public static IEnumerable<CalendarDays> Meeting(Dossier dossier, string register, Func<Dossier, MeetingView, bool>? within = null) => WithGone(
        dossier, dossier.Log, Sequence(dossier.Log), dossier.Log.Max(l => l.RecordedAt),
        then => MeetingsRead.Of(then) is var view && within?.Invoke(then, view) != false && Days(view, register) is { } days ? [days] : []);

    static CalendarDays? Days(MeetingView view, string register)
    {
        if ((view.HeldOn ?? view.ScheduledFor) is not { Precision: not Precision.Open } days)
            return null;
        var certainty = view.Status is MeetingStatus.Cancelled or MeetingStatus.Retracted ? Certainty.Cancelled
            : view.Status == MeetingStatus.Held || view.Status == MeetingStatus.Scheduled && days.Precision == Precision.Day ? Certainty.Confirmed
            : Certainty.Tentative;
        var description = Lines(
            string.Join(", ", view.Participants), Said(days), view.OriginallyFor is { } first ? $"First planned for {first}." : null, view.Host is { } host ? $"Host: {host}" : null,
            view.Mechanism is { } mechanism ? $"Session of {mechanism}" : null);
        return new(
            Uid($"meeting:{view.Slug}", null), Sequence(view.Timeline), days.From, days.To, view.Timeline[0].RecordedAt, view.RecordedAt, certainty, view.Title, description, view.Place,
            $"{register}/meetings/{view.Slug}", Categories("Meeting", Words.Of(view.Kind), view.Participants));
    }

    /// <summary>The days on which something comes about by itself with an agreement; of a term that is renewed the period it is in, each period by itself.
    /// One that was to come and does no more is called off; one that came about, and was recorded then, stays.</summary>
    /// <param name="dossier">All that was logged of it.</param>
    /// <param name="known">Of which day, by whose knowledge.</param>
    /// <param name="register">Address of this register.</param>
    public static IEnumerable<CalendarDays> Agreement(Dossier dossier, AsKnown known, string register)
    {
        if (AgreementAsKnown.Of(dossier, known) is not { } view)
            return [];
        var now = Days(view, register).Select(d => d.Uid).ToHashSet(StringComparer.Ordinal);
        return WithGone(
            dossier, [.. dossier.Log.Where(known.Recorded)], Sequence(view.Timeline!), view.Timeline!.Max(l => l.RecordedAt),
            then => AgreementAsKnown.Of(then, known) is { } told ? Days(told, register) : [])
            .Select(d => !now.Contains(d.Uid) && CameAbout(view, d) is { } on ? d with { From = on, To = on, Certainty = Certainty.Confirmed } : d);
    }

    /// <summary>The day on which something came about that had been expected; null where it did not.</summary>
    static DateOnly? CameAbout(AgreementView view, CalendarDays days) => view.Status == AgreementStatus.Retracted ? null
        : days.Uid == Uid($"agreement:{view.Slug}", "entry-into-force") && view.InForceFrom is { Basis: Basis.Recorded, On: { Precision: Precision.Day } force } ? force.To
        : view.Ended?.On.To == days.To ? days.To
        : null;

    static IEnumerable<CalendarDays> Days(AgreementView view, string register) => Due.EffectDays(view).Select(day => new CalendarDays(
        Uid($"agreement:{view.Slug}", day.Part == "term" && view.Term is { RenewalMonths: > 0 } ? FormattableString.Invariant($"term-{day.On:yyyy-MM-dd}") : day.Part), Sequence(view.Timeline!), day.On, day.On,
        view.Timeline![0].RecordedAt, view.RecordedAt, view.Status == AgreementStatus.Retracted || view.Ended?.On.To < day.On ? Certainty.Cancelled : Certainty.Confirmed, $"{day.What}: {view.Title}",
        string.Join(", ", view.Parties), null, $"{register}/agreements/{view.Slug}", Categories("Agreement", Words.Of(view.Kind), view.Parties)));

    /// <summary>A trade target's deadline; one that was taken back or corrected away and has no other in its place is called off. Null without one.</summary>
    public static CalendarDays? Of(TargetView view, string register) =>
        view.Deadline is { Precision: not Precision.Open } deadline ? Days(view, deadline, register)
        : view.Mended?.LastOrDefault(l => l.TakenBackBy is not null && l.Act.StartsWith("target_deadline_", StringComparison.Ordinal))?.Data.GetProperty("deadline").Deserialize<DateSpan>(ContractJson.Stored) is { Precision: not Precision.Open } gone
            ? Days(view, gone, register) with { Certainty = Certainty.Cancelled }
        // The day it had is told no more; what calls it off needs its name, and any day.
        : view.Deadline is { } open && view.Mended?.Any(l => l.Act == "trade_target_corrected" && l.Data.TryGetProperty("deadline", out _)) == true ? Days(view, open, register) with { Certainty = Certainty.Cancelled }
        : null;

    static CalendarDays Days(TargetView view, DateSpan deadline, string register) => new(
        Uid($"target:{view.Slug}", null), view.Lineage.Count(l => Moves.Contains(l.Act)) + Sequence(view.Mended ?? []), deadline.To, deadline.To, view.Lineage.Min(l => l.RecordedAt),
        view.Lineage.Select(l => l.RecordedAt).Concat(view.Mended?.Select(l => l.RecordedAt) ?? []).Max(),
        view.Status is TargetStatus.Withdrawn or TargetStatus.Retracted ? Certainty.Cancelled : Certainty.Confirmed, FormattableString.Invariant($"Target: {view.Measure} of {view.Goal.Amount:#,0.######} {view.Goal.Currency}"),
        Lines($"{view.Pair}", Said(deadline), view.Goal.Words is { } words ? $"\"{words}\"" : null), null, $"{register}/targets/{view.Slug}", Categories("Target", "trade", [view.Pair.A, view.Pair.B]));

    /// <summary>How it was met, as words after its name; null while it is not.</summary>
    static string? Met(CommitmentStatus status, int? lateDays = null) => status switch
    {
        CommitmentStatus.Fulfilled or CommitmentStatus.FulfilledOnTime => ", met",
        CommitmentStatus.PossiblyLate => ", met, possibly late",
        CommitmentStatus.FulfilledLate => lateDays is { } days ? $", met {days} days late" : ", met late",
        _ => null,
    };

    static string Uid(string entry, string? part) => $"{entry}{(part is null ? "" : $"/{part}")}@commitment-tracker";

    static int Sequence(IReadOnlyList<Logged> log) => log.Count(l => Moves.Contains(l.Act));

    static string[] Categories(string what, string kind, IEnumerable<StateCode> states) => [what, kind, string.Join('-', states.Order())];

    /// <summary>A milestone has its own day; how much is owed by when in all is the commitment's.</summary>
    static string Described(CommitmentView view, Milestone milestone) => Lines(
        $"A step of: {view.What}", Parties(view), Intent(view), milestone.Due is { } due ? Said(due) : null, view.Owner is { } owner ? $"Owner: {owner}" : null, milestone.ReachedOn is { } reached ? $"Reached: {reached}" : null);

    static string Described(CommitmentView view) => Lines(
        Parties(view),
        Intent(view),
        view.Quantity is { } q ? FormattableString.Invariant($"{q.Amount:#,0.######} {q.Unit}") : null,
        view.Deadline is { } deadline ? Said(deadline) : null,
        view.OriginalDeadline is { } original ? $"First by {original}." : null,
        view.Owner is { } owner ? $"Owner: {owner}" : null,
        view.FulfilledOn is { } done ? $"Fulfilled: {done}" : null);

    static string Parties(CommitmentView view) =>
        view.Counterparties.Count > 0 ? $"{string.Join(", ", view.Obligors)} to {string.Join(", ", view.Counterparties)}" : string.Join(", ", view.Obligors);

    static string? Intent(CommitmentView view) => view.Counts ? null : $"An intent: {Words.Of(view.Strength)}.";

    static string? Said(DateSpan span) => span.Words is { } words ? $"\"{words}\"" : span.Precision == Precision.Day ? null : $"Known as {span}.";

    static string Lines(params IEnumerable<string?> lines) => string.Join('\n', lines.OfType<string>());
}
