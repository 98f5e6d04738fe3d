using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Review;

namespace CommitmentTracker.Commitments;

/// <summary>From what is logged of a commitment to its view on a day; pure.</summary>
internal static class CommitmentViews
{
    /// <summary>So many days ahead a view shows the instances of what recurs, where nobody asks for more.</summary>
    public const int Ahead = 366;

    /// <param name="dossier">What is known, published and had happened by its day.</param>
    /// <param name="ahead">Within how many days the instances to come are shown; the next is in any case.</param>
    public static CommitmentView Of(Dossier dossier, int ahead = Ahead)
    {
        var day = dossier.Day;
        var commitment = dossier.Fold<Commitment>(Commitment.Kind);
        var made = commitment.Made!;
        var history = commitment.History;
        var verdict = CommitmentVerdict.Of(commitment, day, dossier.LookedAt.Select(l => l.On));
        var strength = commitment.StrengthAt(day);
        var deadline = commitment.DeadlineAt(day);
        var first = made.Deadline ?? history.OfType<CommitmentDeadlineSet>().FirstOrDefault()?.Deadline;
        var original = first?.SaysTheSameAs(deadline) == true ? null : first;
        var owner = history.OfType<OwnerAssigned>().OrderBy(o => o.From.To).LastOrDefault();
        var reports = history.OfType<ProgressReported>().OrderBy(p => p.ReportedOn.To).ToList();
        // A later word without one does not undo how far it was said to have come.
        var (progress, completed) = (reports.LastOrDefault(), reports.LastOrDefault(p => p.Completion is not null));
        var said = history.Select(e => e switch
            {
                CommitmentRestated r => new(r.StatedOn, r.Source, r.Quantity, r.Deadline),
                CommitmentContradicted c => new Contradiction(c.StatedOn, c.Source, c.Quantity, c.Deadline),
                _ => null,
            })
            .OfType<Contradiction>().Concat(Replaced(commitment, dossier)).ToLookup(c => commitment.Agrees(c.StatedOn, c.Quantity, c.Deadline));
        // What ended is not open in parts; what would have begun after the end never was owed.
        var over = IsOpen(verdict.Status) ? (CommitmentStatus?)null : verdict.Status;
        var end = commitment.Closure is { } closure ? Happened.On(closure)!.To : day;
        var instances = made.Recurs is not { } recurs ? null : over is null ? Instances.Of(commitment, recurs, day, ahead)
            : verdict.FulfilledOn is { } found ? Instances.Found(commitment, recurs, found)
            : [.. Instances.Of(commitment, recurs, day).Where(i => !IsOpen(i.Status) || i.Period.From <= end).Select(i => IsOpen(i.Status) ? i with { Status = over.Value } : i)];
        DateOnly? due = !IsOpen(verdict.Status) ? null : deadline is { Precision: not Precision.Open } ? deadline.To : instances?.FirstOrDefault(i => IsOpen(i.Status))?.DueOn;
        var deliveries = Deliveries(commitment);
        var last = dossier.Last;
        return new(
            made.Slug, made.Obligors, made.Counterparties, made.Joint, made.Kind, made.What, strength, Counts(strength), made.StatedOn, verdict.Status, deliveries?.Exists(d => d.Disputed) == true, [.. verdict.Reasons, .. FirstDue(original, verdict, day), .. Unscored(commitment)],
            made.Quantity, made.Quantity is { } owed ? Delivered.Shown(Delivered.Of(commitment).Select(Delivered.Said), owed.Unit) : null, deadline,
            original,
            due, due?.DayNumber - day.DayNumber, verdict.LateDays,
            verdict.FulfilledOn is { } done && original is { Precision: not Precision.Open } && (done.From > original.To || done.To <= original.To) ? CommitmentVerdict.LateBy(done, original) : null,
            verdict.FulfilledOn, verdict.ReviewSince, dossier.Waiting(),
            owner?.Owner, owner?.CoOwners, made.Recurs, instances,
            Milestones(commitment, verdict.FulfilledOn is { } ended && ended.To < day ? ended.To : day, over), deliveries, Assessed(commitment, dossier.Log), Smart(made, commitment.OpenQuestions, deadline, owner),
            made.ArisesFrom, commitment.OpenQuestions, SomeOrNull(said[false]), said[true].Count(), made.Framework, made.Area, made.Verifiable, made.Speaker,
            commitment.MergedInto ?? (commitment.Closure as CommitmentSuperseded)?.SupersededBy, SomeOrNull(dossier.LookedAt), SomeOrNull(dossier.Folded),
            SomeOrNull(commitment.Apart), day, Timeline.Of(dossier.Log), last.Position, last.RecordedAt, progress?.Progress, completed?.Completion, progress?.ReportedOn, completed?.ReportedOn,
            Answered: SomeOrNull(history.OfType<OpenQuestionResolved>().OrderBy(q => q.ResolvedOn.To).Select(q => new AnsweredQuestion(q.Question, q.Answer, q.ResolvedOn))), ThankedOn: commitment.Thanked, Accepted: commitment.Accepts,
            Supersedes: SomeOrNull(dossier.Supersedes));
    }

    /// <summary>What was first recorded, where another statement was accepted in its place.</summary>
    static IEnumerable<Contradiction> Replaced(Commitment commitment, Dossier dossier) =>
        commitment.FirstSaid is { } first && commitment.Accepts is not null && !commitment.Agrees(first.StatedOn, first.Quantity, first.Deadline)
            ? [new(first.StatedOn, dossier.Log[0].Citation?.Source, first.Quantity, first.Deadline)] : [];

    /// <summary>That a score does not count while a delivery is denied.</summary>
    static IEnumerable<string> Unscored(Commitment commitment) =>
        commitment is { Assessed: { Score: { } score } stands, HasDenied: true }
            ? [FormattableString.Invariant($"Assessment '{stands.Assessment}' scored it {score}; that is null while a delivery is denied.")] : [];

    /// <summary>That what is still to be done was first to be done by a day that has passed: a moved deadline hides it.</summary>
    static IEnumerable<string> FirstDue(DateSpan? original, CommitmentVerdict verdict, DateOnly day) =>
        original is { Precision: not Precision.Open } && original.To < day && IsOpen(verdict.Status)
            ? [FormattableString.Invariant($"First due by {original.To:yyyy-MM-dd}: {CommitmentVerdict.Days(day.DayNumber - original.To.DayNumber)} ago.")] : [];

    /// <summary>Whether a body sees to it, alone or with others; however its name is written.</summary>
    public static bool IsSeenToBy(CommitmentView view, string owner) => owner.Equals(view.Owner, StringComparison.OrdinalIgnoreCase) || view.CoOwners?.Contains(owner, StringComparer.OrdinalIgnoreCase) == true;

    /// <summary>Agreed or stronger: an open commitment. The rest are intents.</summary>
    public static bool Counts(Strength strength) => strength <= Strength.Agreed;

    /// <summary>Whether it is still to be done.</summary>
    public static bool IsOpen(CommitmentStatus status) => status is CommitmentStatus.Open or CommitmentStatus.DueSoon or CommitmentStatus.Overdue
        or CommitmentStatus.ReviewDue or CommitmentStatus.PartiallyFulfilled or CommitmentStatus.AcknowledgedUnverified;

    /// <summary>Whether it was done, in time or late.</summary>
    public static bool IsDone(CommitmentStatus status) => status is CommitmentStatus.Fulfilled or CommitmentStatus.FulfilledOnTime or CommitmentStatus.FulfilledLate or CommitmentStatus.PossiblyLate;

    static List<Milestone>? Milestones(Commitment commitment, DateOnly day, CommitmentStatus? over) => SomeOrNull(commitment.History.OfType<MilestoneAdded>().Select(m =>
    {
        var reached = commitment.History.OfType<MilestoneReached>().FirstOrDefault(r => r.Milestone == m.Milestone)?.ReachedOn;
        var status = reached is not null ? CommitmentVerdict.Done(reached, m.Due, "").Status
            // What nobody said was reached is not, however all of it ended.
            : over is { } ended && !IsDone(ended) ? ended
            : m.Due is not { Precision: not Precision.Open } due ? CommitmentStatus.Open
            : CommitmentVerdict.Ahead(due.To, day);
        return new Milestone(m.Milestone, m.What, m.Due, reached, status);
    }));

    static List<Delivery>? Deliveries(Commitment commitment) => SomeOrNull(commitment.Deliveries.Select(d =>
    {
        var denied = commitment.DisputedBy(d.Delivery);
        return new Delivery(d.Delivery, d.DeliveredOn, d.Evidence, commitment.Counts(d), denied.Count > 0, d.Quantity, d.Value, d.Instance, denied.Count > 0 ? denied : null, d.By);
    }));

    static Assessment? Assessed(Commitment commitment, IReadOnlyList<Logged> log)
    {
        if (commitment.Assessed is not { } stands)
            return null;
        // One confirms, the other denies: nothing can be said until that is resolved.
        var score = commitment.HasDenied ? null : stands.Score;
        return new(stands.Assessment, stands.AsOf, stands.Stage, score, (score + 1) * 50, stands.Rationale, commitment.History.OfType<CommitmentAssessed>().Count() - 1, stands.Evidence,
            log.FirstOrDefault(l => l.Act == "commitment_assessed" && l.Data.GetProperty("assessment").ValueEquals(stands.Assessment))?.Actor);
    }

    static Smart Smart(CommitmentMade made, IReadOnlyList<string>? open, DateSpan? deadline, OwnerAssigned? owner)
    {
        var act = made.Kind is CommitmentKind.TreatyStep or CommitmentKind.Visit or CommitmentKind.Event or CommitmentKind.Invitation;
        return new(
            open is { Count: > 0 } ? new(false, $"{open.Count} question(s) stand open.")
                : made.Kind == CommitmentKind.Other ? new(false, "It is of no kind that says what act it is.") : new(true, "Who does what is said."),
            !made.Verifiable ? new(false, "Nothing could show whether it was done.")
                : made.Quantity is { } q ? new(true, $"It is measured in {q.Unit}.") : act ? new(true, "The act was done or it was not.") : new(false, "There is no quantity and no act that was done or not."),
            owner is null ? new(false, "No body is named.") : new(true, $"{owner.Owner} sees to it."),
            made.Area is null ? new(false, "It is in no issue area.") : new(true, $"It is about {made.Area}."),
            made.Recurs is not null ? new(true, "It is due at the end of each period.") : TimeBound.Of(deadline));
    }

    static List<T>? SomeOrNull<T>(IEnumerable<T> items) => items.ToList() is { Count: > 0 } some ? some : null;
}
