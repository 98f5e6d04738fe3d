using System.Text.Json.Serialization;
using CommitmentTracker.Commitments;
using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Meetings;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;

namespace CommitmentTracker.Deadlines;

/// <summary>What falls due: a commitment of a kind, by the kind's own name, or another entry.</summary>
[JsonConverter(typeof(CamelCaseEnum<DueKind>))]
internal enum DueKind
{
    TreatyStep, Aid, Scholarship, Visit, Invitation, Event, Instruction, Project, Supply, Measure, Contact, Other,
    /// <summary>A day on which something comes about with an agreement.</summary>
    Agreement,
    /// <summary>The day of a meeting.</summary>
    Meeting,
    /// <summary>The deadline of a trade target.</summary>
    Target,
}

/// <summary>Something with a day on which it falls due, and still to be done or to be heard of.</summary>
/// <param name="Entry">Id of the entry.</param>
/// <param name="Part">The milestone or period of it, of an agreement which of its days; null for the whole.</param>
/// <param name="Kind">A commitment's kind, or meeting, or target, or agreement.</param>
/// <param name="What">What is to be done; of an agreement what comes about.</param>
/// <param name="Obligors">Who owes; of a meeting those who meet, of a target its two states, of an agreement its parties.</param>
/// <param name="Counterparties">To whom.</param>
/// <param name="Owner">The body that sees to it.</param>
/// <param name="DueOn">The last day; of an agreement the day on which it comes about.</param>
/// <param name="Days">Days until then; negative once it has passed.</param>
/// <param name="Status">How the commitment, the meeting, the target or the agreement stands.</param>
/// <param name="Day">The day all this is said of, by the calendar of the states concerned.</param>
/// <param name="Whole">Of a milestone: what the commitment is that it is a step of.</param>
/// <param name="Counts">False for an intent (announced, proposed, considered), which is no open commitment.</param>
/// <param name="Closure">How a first person proposed to close the entry; a second is still to confirm it. Absent where nobody did.</param>
internal sealed record Due(
    string Entry, string? Part, DueKind Kind, string What, IReadOnlyList<StateCode> Obligors, IReadOnlyList<StateCode> Counterparties, string? Owner, DateOnly DueOn, int Days, string Status, DateOnly Day,
    string? Whole = null, bool Counts = true, Closure? Closure = null)
{

    /// <summary>Everything of a commitment that is still to be done by a day. "Coming months" is no such day.</summary>
    public static IEnumerable<Due> Of(CommitmentView view)
    {
        if (!CommitmentViews.IsOpen(view.Status))
            yield break;
        if (view.Deadline is { Precision: not Precision.Open } deadline)
            yield return On(view, null, view.What, deadline.To, view.Status);
        foreach (var instance in view.Instances ?? [])
            if (CommitmentViews.IsOpen(instance.Status))
                yield return On(view, instance.Period.ToString(), view.What, instance.DueOn, instance.Status);
        foreach (var milestone in view.Milestones ?? [])
            if (milestone is { Due: { Precision: not Precision.Open } due } && CommitmentViews.IsOpen(milestone.Status))
                yield return On(view, milestone.Slug, milestone.What, due.To, milestone.Status) with { Whole = view.What };
    }

    /// <summary>A review that is due; null where none is.</summary>
    public static Due? Review(CommitmentView view) => view.ReviewSince is { } since ? On(view, null, view.What, since, view.Status) : null;

    /// <summary>A meeting that is planned and of which nobody has said that it was held; null where there is nothing to wait for.</summary>
    public static Due? Of(MeetingView view) =>
        view is { Status: MeetingStatus.Scheduled or MeetingStatus.Unconfirmed, ScheduledFor: { Precision: not Precision.Open } when }
            ? new($"meeting:{view.Slug}", null, DueKind.Meeting, view.Title, view.Participants, [], null, when.To, when.To.DayNumber - view.Day.DayNumber, Words.Of(view.Status), view.Day, Closure: view.Closure?.Closure)
            : null;

    /// <summary>
    /// The days on which something comes about by itself with an agreement: its derived entry into force, the effect of a denunciation, the last day of its term, what was agreed for a day. Nobody
    /// has to do anything by then, so none is ever overdue; one that has passed is told for as long as nothing else was recorded since, for who did not watch on the day.
    /// </summary>
    public static IEnumerable<Due> Of(AgreementView view)
    {
        if (view.Status == AgreementStatus.Retracted)
            yield break;
        foreach (var (part, what, on) in EffectDays(view))
            if (on >= view.Day || on >= DateOnly.FromDateTime(view.RecordedAt.UtcDateTime))
                yield return new($"agreement:{view.Slug}", part, DueKind.Agreement, $"{what}: {view.Title}", view.Parties, [], null, on, on.DayNumber - view.Day.DayNumber, Words.Of(view.Status), view.Day);
    }

    /// <summary>The days of an agreement that follow from its acts, whenever they are; after its end, and after the one that is agreed or follows, nothing comes about.</summary>
    public static IEnumerable<(string Part, string What, DateOnly On)> EffectDays(AgreementView view) => Following(view).Where(day => day.On <= End(view));

    /// <summary>The day on which it ended or is to end, as far as the view tells; the last of all days where it tells of none.</summary>
    static DateOnly End(AgreementView view) => new[]
    {
        view.Ended?.On.To, view.Term is { RenewalMonths: 0 } ? view.RunsUntil : null, view.Agreed.FirstOrDefault(a => a.Act is "agreement_terminated" or "agreement_superseded")?.TakesEffectOn.To,
        // Of two parties the first that leaves ends it.
        view is { PartyCount: null, Parties.Count: 2 } ? view.Denunciations.Min(d => (DateOnly?)d.TakesEffectOn.To) : null,
    }.Min() ?? DateOnly.MaxValue;

    static IEnumerable<(string Part, string What, DateOnly On)> Following(AgreementView view)
    {
        if (view.InForceFrom is { Basis: Basis.Derived, On.To: var force })
            yield return ("entry-into-force", "Entry into force", force);
        foreach (var (n, notice) in view.Denunciations.GroupBy(d => d.Party).SelectMany(d => d.Index()))
            if (notice.TakesEffectOn.Precision != Precision.Open)
                // Who came back may leave again: another day of its own.
                yield return (n == 0 ? $"denunciation-{notice.Party}" : $"denunciation-{notice.Party}-{n + 1}", $"Denunciation by {notice.Party} takes effect", notice.TakesEffectOn.To);
        foreach (var (n, agreed) in view.Agreed.GroupBy(a => a.Act).SelectMany(a => a.Index()))
            if (agreed.TakesEffectOn.Precision != Precision.Open && ByAgreement(agreed) is var (part, what))
                yield return (n == 0 ? part : $"{part}-{n + 1}", what, agreed.TakesEffectOn.To);
        if (view.RunsUntil is { } until)
            yield return ("term", view.Term!.RenewalMonths > 0 ? FormattableString.Invariant($"Last day before it is renewed for {view.Term.RenewalMonths} months") : "Last day of its term", until);
    }

    static (string Part, string What) ByAgreement(AgreedAct agreed) => agreed.Act switch
    {
        "agreement_entered_into_force" => ("entry-into-force", "Entry into force"),
        "agreement_suspended" => ("suspension", "Suspension"),
        "agreement_resumed" => ("resumption", "Operates again"),
        "agreement_terminated" => ("termination", "Termination"),
        "agreement_superseded" => ("supersession", $"{agreed.SupersededBy} takes its place"),
        "provisional_application_started" => ("provisional-application", "Provisional application begins"),
        _ => ("provisional-end", "Provisional application ends"),
    };

    /// <summary>A trade target whose deadline is still to come, or has passed without a verdict; null where there is nothing to wait for.</summary>
    public static Due? Of(TargetView view) =>
        view is { Deadline: { Precision: not Precision.Open } deadline }
        && IsOpen(view.Status)
            ? new($"target:{view.Slug}", null, DueKind.Target, InWords(view), [view.Pair.A, view.Pair.B], [], null, deadline.To, deadline.To.DayNumber - view.EvaluatedOn.DayNumber,
                Words.Of(view.Status), view.EvaluatedOn)
            : null;

    /// <summary>Whether it is still to be reached, or to be heard whether it was.</summary>
    public static bool IsOpen(TargetStatus status) =>
        status is not (TargetStatus.Retracted or TargetStatus.Withdrawn or TargetStatus.Attained or TargetStatus.AttainedProvisional or TargetStatus.AttainedLate or TargetStatus.Missed);

    /// <summary>A target in words.</summary>
    public static string InWords(TargetView view) => InWords(view.Measure, view.Goal);

    /// <inheritdoc cref="InWords(TargetView)"/>
    public static string InWords(Measure measure, Money goal) => FormattableString.Invariant($"{measure} of {goal.Amount:#,0.######} {goal.Currency}");

    static Due On(CommitmentView view, string? part, string what, DateOnly due, CommitmentStatus status) => new(
        $"commitment:{view.Slug}", part, Enum.Parse<DueKind>(view.Kind.ToString()), what, view.Obligors, view.Counterparties, view.Owner, due, due.DayNumber - view.Day.DayNumber, Words.Of(status), view.Day,
        Counts: view.Counts, Closure: view.Closure?.Closure);
}
