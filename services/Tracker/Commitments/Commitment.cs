using System.Collections.Immutable;
using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.EventStore;
using CommitmentTracker.EventStore.Deciding;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;

namespace CommitmentTracker.Commitments;

/// <summary>
/// What decisions need to know of a commitment: everything that was ever logged of it, for a stream is short and whatever was said once
/// is not said again. Its events are listed in <see cref="Evolve"/>.
/// </summary>
/// <param name="Made">As it stands with every correction; as it was first recorded is in the history.</param>
/// <param name="History">All of its events.</param>
internal sealed record Commitment(CommitmentMade? Made, ImmutableList<object> History) : ICited
{
    public static readonly StreamType Kind = StreamType.Of("commitment", "commitment", new Commitment(null, []), Evolve) with { Heed = ICited.Heed };

    public ImmutableHashSet<Citation> Cited { get; init; } = [];

    /// <summary>Versions of the events that cite a source.</summary>
    ImmutableHashSet<long> CitedAt { get; init; } = [];

    public ICited Citing(Citation citation) => this with { Cited = Cited.Add(citation), CitedAt = CitedAt.Add(History.Count) };

    public static Commitment Evolve(Commitment commitment, object e) => e switch
    {
        CommitmentMade made => commitment with { Made = made, History = commitment.History.Add(e) },
        CommitmentCorrected corrected => commitment with { Made = commitment.With(corrected), History = commitment.History.Add(e) },
        StatementAccepted accepted => commitment with
        {
            Made = commitment.Made! with { Quantity = accepted.Quantity ?? commitment.Made.Quantity, Deadline = commitment.IsMove(accepted) ? commitment.Made.Deadline : accepted.Deadline ?? commitment.Made.Deadline }, History = commitment.History.Add(e),
        },
        StrengthReclassified or OwnerAssigned or MilestoneAdded or MilestoneReached or ProgressReported or AcknowledgementRecorded
            or DeliveryRecorded or DeliveryConfirmed or DeliveryDisputed or CommitmentDeadlineSet or CommitmentDeadlineExtended or CommitmentDeadlineAdvanced
            or CommitmentRestated or CommitmentContradicted or OpenQuestionResolved or CommitmentFulfilled or CommitmentLapsed or CommitmentWithdrawn or CommitmentSuperseded
            or CommitmentReopened or CommitmentAssessed or CommitmentMerged or CommitmentUnmerged or CommitmentDistinguished or ClosureProposed or ClosureRejected or EntryCited or EntryRetracted or TakenBack =>
            commitment with { History = commitment.History.Add(e) },
        ActTakenBack taken => commitment with { History = TakenBack.From(commitment.History, taken) },
        _ => throw new UnknownEventException(e.GetType().Name),
    };

    public IReadOnlyList<StateCode> States => Made is null ? [] : [.. Made.Obligors.Union(Made.Counterparties).Order()];

    /// <summary>What stands after a correction.</summary>
    public CommitmentMade With(CommitmentCorrected c)
    {
        return Made! with
        {
            What = c.What ?? Made.What, Kind = c.Kind ?? Made.Kind, Obligors = c.Obligors ?? Made.Obligors, Counterparties = c.Counterparties ?? Made.Counterparties,
            Joint = c.Joint ?? Made.Joint, Strength = c.Strength ?? Made.Strength, StatedOn = c.StatedOn ?? Made.StatedOn, Verifiable = c.Verifiable ?? Made.Verifiable,
            Quantity = Said(CommitmentMember.Quantity, c.Quantity ?? Made.Quantity), Deadline = Said(CommitmentMember.Deadline, c.Deadline ?? Made.Deadline), Recurs = Said(CommitmentMember.Recurs, c.Recurs ?? Made.Recurs),
            Framework = Said(CommitmentMember.Framework, c.Framework ?? Made.Framework), Area = Said(CommitmentMember.Area, c.Area ?? Made.Area), Speaker = Said(CommitmentMember.Speaker, c.Speaker ?? Made.Speaker),
            ArisesFrom = c.ArisesFrom is null ? Made.ArisesFrom : SomeOrNull(c.ArisesFrom), OpenQuestions = c.OpenQuestions is null ? Made.OpenQuestions : SomeOrNull(c.OpenQuestions),
        };

        T? Said<T>(CommitmentMember member, T? stands) where T : class => c.Unsaid?.Contains(member) == true ? null : stands;
    }

    /// <summary>What was first recorded, with every correction, whichever statement was accepted since.</summary>
    public CommitmentMade? FirstSaid => History.Aggregate(this with { Made = null }, (first, e) => e switch
    {
        CommitmentMade made => first with { Made = made },
        CommitmentCorrected corrected => first with { Made = first.With(corrected) },
        _ => first,
    }).Made;

    /// <summary>Version of the statement whose quantity and deadline count; null where they are as first recorded.</summary>
    public long? Accepts => History.OfType<StatementAccepted>().LastOrDefault() is { Statement: > 1 and var version } ? version : null;

    static IReadOnlyList<string>? SomeOrNull(IReadOnlyList<string> items) => items.Count == 0 ? null : items;

    public string Id => $"commitment:{Made!.Slug}";

    /// <summary>How it was closed, and is closed still; null while it is open.</summary>
    public object? Closure => History.FindLast(e => e is CommitmentFulfilled or CommitmentLapsed or CommitmentWithdrawn or CommitmentSuperseded or CommitmentReopened) switch
    {
        CommitmentReopened => null,
        var closure => closure,
    };

    /// <summary>Why another cannot be superseded by this one: how it ended, or is proposed to; null while it goes on.</summary>
    public string? Ends() => MergedInto is { } into ? $"it is folded into '{into}'"
        : Closure is CommitmentWithdrawn or CommitmentLapsed or CommitmentSuperseded ? $"it is {Words.Of(CommitmentVerdict.Of(this, DateOnly.MaxValue).Status)}"
        : this.Pending()?.Proposal.Closure is Contracts.Review.Closure.Superseded ? "it is proposed to be superseded itself" : null;

    /// <summary>The one it was merged into; null where it stands for itself.</summary>
    public string? MergedInto => History.FindLast(e => e is CommitmentMerged or CommitmentUnmerged) is CommitmentMerged merged ? merged.Into : null;

    string? IEntry.Over => Closure is CommitmentWithdrawn or CommitmentLapsed or CommitmentSuperseded ? Ends() : null;

    Shut? IEntry.Shut => ((IEntry)this).Retracted ? Shut.Retracted
        : MergedInto is { } into ? new($"It is folded into '{into}': log it there, or UnmergeCommitment first.", Answers: true, [.. Shut.Retracted.Takes, typeof(UnmergeCommitment)])
        : null;

    /// <summary>The deadline as it stood after what had been said by a day, whenever that was entered; with which it was first said it always was.</summary>
    public DateSpan? DeadlineAt(DateOnly day) => Deadlines.LastOrDefault(s => s.By is CommitmentMade || s.Said.To <= day).Deadline;

    /// <summary>The deadline that stood when it was done, by what had certainly been said, and by what may have been. One moved after the deed does not make it punctual.</summary>
    public (DateSpan? Certain, DateSpan? Possible) DeadlineOf(DateSpan deed) =>
        (DeadlineAt(deed.From), Deadlines.LastOrDefault(s => s.By is CommitmentMade || s.Said.From <= deed.To).Deadline);

    /// <summary>The deadline that this one took the place of; null where it was the first.</summary>
    public DateSpan? DeadlineBefore(object e) => Deadlines.TakeWhile(d => d.By != e).LastOrDefault().Deadline;

    /// <summary>Whether an accepted statement came after a move of the deadline: then it moves it again, from its own day, and is not what was first said.</summary>
    bool IsMove(StatementAccepted accepted) => accepted is { Deadline: not null, StatedOn: { } said }
        && History.Exists(e => e is CommitmentDeadlineSet or CommitmentDeadlineExtended or CommitmentDeadlineAdvanced && Happened.On(e)!.To <= said.From);

    /// <summary>Every deadline in the order in which they were said, and what said it.</summary>
    IEnumerable<(object By, DateSpan Said, DateSpan Deadline)> Deadlines => History.Select<object, (object By, DateSpan Said, DateSpan? Deadline)>(e => e switch
        {
            CommitmentMade => (e, Made!.StatedOn, Made.Deadline),
            CommitmentDeadlineSet s => (e, s.StatedOn, s.Deadline),
            CommitmentDeadlineExtended x => (e, x.StatedOn, x.Deadline),
            CommitmentDeadlineAdvanced a => (e, a.StatedOn, a.Deadline),
            StatementAccepted a when IsMove(a) && ReferenceEquals(a, History.OfType<StatementAccepted>().LastOrDefault(o => o.Deadline is not null)) => (e, a.StatedOn!, a.Deadline),
            _ => (e, null!, null),
        })
        .Where(s => s.Deadline is not null).OrderBy(s => s.Said.To).Select(s => (s.By, s.Said, s.Deadline!));

    /// <summary>When it was thanked for last; null where it was not, or was promised since: what stands then is the promise.</summary>
    public DateSpan? Thanked => History.OfType<AcknowledgementRecorded>().Select(a => a.AcknowledgedOn).MaxBy(on => on.To) is { } thanked
        && Deadlines.Select(d => d.Said).Concat(History.OfType<StrengthReclassified>().Select(s => s.StatedOn)).Append(Made!.StatedOn).Max(said => said.From) <= thanked.To ? thanked : null;

    /// <summary>Whether words of a day say the quantity and the deadline that stand, as far as they say any.</summary>
    public bool Agrees(DateSpan statedOn, Quantity? quantity, DateSpan? deadline) =>
        (quantity is null || quantity.SaysTheSameAs(Made!.Quantity)) && (deadline is null || DeadlineAt(statedOn.To) is { } stands && IsOneDeadline(deadline, stands));

    /// <summary>Whether two are one deadline: only the last day counts, and a guess has none.</summary>
    public static bool IsOneDeadline(DateSpan one, DateSpan other) => one.SaysTheSameAs(other) || one.To == other.To && one.Precision != Precision.Open && other.Precision != Precision.Open;

    /// <summary>What is still asked of it.</summary>
    public IReadOnlyList<string>? OpenQuestions => Made!.OpenQuestions is { } asked ? SomeOrNull([.. asked.Except(History.OfType<OpenQuestionResolved>().Select(q => q.Question))]) : null;

    /// <summary>How bindingly it was worded by what had been said by a day.</summary>
    public Strength StrengthAt(DateOnly day) => History.OfType<StrengthReclassified>().Where(s => s.StatedOn.To <= day).OrderBy(s => s.StatedOn.To).LastOrDefault()?.Strength ?? Made!.Strength;

    /// <summary>Whether something is owed to this state: a counterparty, or an obligor of what is owed to each other.</summary>
    public bool Owed(StateCode state) => Made!.Counterparties.Contains(state) || Made.Joint && Made.Obligors.Contains(state);

    /// <summary>Who may thank for it: those to whom it is owed, and third states; where there are none, anybody.</summary>
    public IReadOnlyList<StateCode> Thanks => [.. States.Where(s => Owed(s) || !Made!.Obligors.Contains(s))];

    /// <summary>Whether it was folded into this one and taken out again.</summary>
    public bool Undone(string into) => History.Exists(e => e is CommitmentUnmerged u && u.From == into);

    /// <summary>Those it was told apart from by what was said last: that it is another, or that a merge was wrong.</summary>
    public IEnumerable<string> Apart => History.Select<object, (string? Other, bool Apart)>(e => e switch
        {
            CommitmentDistinguished d => (d.From, true),
            CommitmentUnmerged u => (u.From, true),
            CommitmentMerged m => (m.Into, false),
            _ => default,
        })
        .Where(s => s.Other is not null).GroupBy(s => s.Other!, StringComparer.Ordinal).Where(g => g.Last().Apart).Select(g => g.Key);

    /// <summary>Proposes to close it, unless it is closed.</summary>
    public Decision Close(ClosureProposed proposal)
    {
        var proposed = Proposals.Propose(this, proposal);
        return Closure is null || proposed.Events.Count == 0 ? proposed : Problem.StateRefuses.Because("It is closed already; a reviewer may reopen it.");
    }

    /// <summary>Its deliveries, each as what showed it last has it.</summary>
    public IEnumerable<DeliveryRecorded> Deliveries => History.OfType<DeliveryRecorded>().GroupBy(d => d.Delivery, StringComparer.Ordinal).Select(same => same.Last());

    public DeliveryRecorded? Delivery(string id) => Deliveries.FirstOrDefault(d => d.Delivery == id);

    /// <summary>Whether a source is cited for a delivery, with it or since.</summary>
    public bool IsCited(DeliveryRecorded delivery) => History.Index().Any(e => (e.Item as DeliveryRecorded)?.Delivery == delivery.Delivery && (CitedAt.Contains(e.Index + 1) || History.Exists(m => m is EntryCited c && c.Act == e.Index + 1)));

    /// <summary>Whether the states concerned have confirmed (true) or denied (false) a delivery by what each said last; null where none spoke.</summary>
    public bool? Accepted(string delivery) => Spoken(delivery) is var spoken && spoken.Exists(s => !s.Yes) ? false : spoken.Exists(s => Owed(s.By) && Delivery(delivery)?.By != s.By) ? true : null;

    /// <summary>The assessment that stands: the one for the latest day.</summary>
    public CommitmentAssessed? Assessed => History.OfType<CommitmentAssessed>().OrderBy(a => a.AsOf).LastOrDefault();

    /// <summary>Whether a delivery of it is denied.</summary>
    public bool HasDenied => Deliveries.Any(d => Accepted(d.Delivery) == false);

    /// <summary>The states that deny a delivery by what each said last.</summary>
    public IReadOnlyList<StateCode> DisputedBy(string delivery) => [.. Spoken(delivery).Where(s => !s.Yes).Select(s => s.By).Order()];

    List<(StateCode By, bool Yes)> Spoken(string delivery) =>
    [
        .. History.Where(e => e is DeliveryConfirmed c && c.Delivery == delivery || e is DeliveryDisputed d && d.Delivery == delivery)
            .Select<object, (StateCode By, DateSpan Said, bool Yes)>(e => e is DeliveryConfirmed c ? (c.By, c.StatedOn, true) : e is DeliveryDisputed d ? (d.By, d.StatedOn, false) : default)
            .GroupBy(s => s.By).Select(g => (g.Key, g.OrderBy(s => s.Said.To).Last().Yes)),
    ];

    /// <summary>Whether a delivery counts: nobody denies it, and what shows it suffices or a counterparty has confirmed it.</summary>
    public bool Counts(DeliveryRecorded delivery) => Accepted(delivery.Delivery) ?? delivery.Evidence.Suffices();
}

/// <summary>What evidence is good for.</summary>
internal static class Evidence
{
    /// <summary>Whether it is a ground to close a commitment as fulfilled: interim information and thanks are not.</summary>
    public static bool Suffices(this EvidenceKind kind) => kind is EvidenceKind.Document or EvidenceKind.CounterpartyConfirmation or EvidenceKind.OfficialStatistic;
}

/// <summary>Faults and refusals that several commands about a commitment share.</summary>
internal static class Said
{
    public static Refusal Stranger(string pointer, StateCode state, IReadOnlyList<StateCode> concerned) =>
        Problem.InvalidValue.Because("This state has no say in it.", new Fault(pointer, $"{state} is none of {string.Join(", ", concerned)}."));

    /// <summary>Why nothing can be said of this delivery; null where it can.</summary>
    public static Refusal? OfDelivery(Commitment commitment, string slug, string delivery) =>
        commitment.Made is null ? Unknown(slug)
        : commitment.Delivery(delivery) is null ? Problem.NotFound.Because($"Commitment '{slug}' has no delivery '{delivery}'.")
        : null;

    /// <summary>Why nothing can have been said of a delivery on that day; null where it can.</summary>
    public static Refusal? BeforeDelivery(Commitment commitment, string delivery, DateSpan statedOn) => commitment.Delivery(delivery) is { } d && statedOn.To < d.DeliveredOn.From
        ? Problem.InvalidValue.Because("It had not been delivered yet.", new Fault("/statedOn", $"It is logged as delivered on {d.DeliveredOn}."))
        : null;

    /// <summary>Why its deadline cannot be moved; null where it can.</summary>
    public static Refusal? OfDeadline(Commitment commitment, string slug, DateSpan deadline, DateSpan statedOn) =>
        commitment.Made is not { } made ? Unknown(slug)
        : deadline.To < made.StatedOn.From ? Problem.InvalidValue.Because("It would be due before it was said.", new Fault("/deadline", $"It was first said on {made.StatedOn}."))
        : made.Recurs is not null ? Problem.StateRefuses.Because("What recurs is due at the end of each period; it has no deadline of its own.")
        : TooEarly("/statedOn", statedOn, commitment) is { } early ? early
        : commitment.Closure is { } closure && Happened.On(closure)!.To < statedOn.From ? Problem.StateRefuses.Because($"Two people closed it with {Happened.On(closure)}; what was said later moves no deadline. A reviewer may reopen it.")
        : null;

    /// <summary>Why this cannot have been on that day; null where it can.</summary>
    public static Refusal? TooEarly(string pointer, DateSpan on, Commitment commitment) => on.To < commitment.Made!.StatedOn.From
        ? Problem.InvalidValue.Because("It had not been undertaken yet.", new Fault(pointer, $"It was first said on {commitment.Made.StatedOn}."))
        : null;

    /// <summary>What is odd about a deed before the word: it may have been said earlier than is known. Nothing where it is not.</summary>
    public static string[] BeforeTheWord(DateSpan on, Commitment commitment) => on.To < commitment.Made!.StatedOn.From
        ? [$"It was first said on {commitment.Made.StatedOn}, as far as is recorded, after {on}: see which of the two is right."]
        : [];

    public static Refusal Unknown(string slug) => Problem.NotFound.Because($"No commitment '{slug}' is recorded.");
}
