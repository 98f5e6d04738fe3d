using System.Globalization;
using CommitmentTracker.Commitments;
using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;

namespace CommitmentTracker.Agreements;

/// <summary>What the commands about acts of an agreement's life have in common.</summary>
internal static class Acts
{
    /// <summary>
    /// Logs an act once. Looked up before anything is refused: a command sent again says nothing new, whatever happened since; another source's
    /// words for it are kept as a mention.
    /// </summary>
    /// <param name="agreement">The agreement.</param>
    /// <param name="command">The command: its citation.</param>
    /// <param name="act">The event it would be.</param>
    /// <param name="refuses">What of its own forbids it, besides what <see cref="ActOrder"/> asks of every act.</param>
    public static Decision Log(this Agreement agreement, ICommand command, object act, Func<TreatyLife, Refusal?> refuses)
    {
        if (agreement.Recorded is null)
            return Problem.NotFound.Because("No such agreement is recorded; RecordAgreement logs one.");
        var life = agreement.Life;
        var agreed = Beforehand.Of(act)?.AgreedOn;
        var alike = agreement.History.Index().Where(e => e.Item.GetType() == act.GetType() && Facts(e.Item, act) == Facts(act, act)).ToList();
        // Of one day agreed for twice, with another between, the two are told apart by when they were agreed; what says nothing of that speaks of the one that stands.
        var same = alike.Where(e => Beforehand.Of(e.Item)?.AgreedOn is var before && (agreed is null || before is null ? Stands(e.Item) || Cites(agreement, command.Citation, e.Index + 1L) : agreed.SaysTheSameAs(before)))
            .Select(e => e.Index + 1L).ToList();
        var at = same.Find(v => !agreement.IsTakenBack(v));
        // A file sent twice must not bring back what was taken back in between; another source, or another place of one, may.
        if (same.Find(v => agreement.IsTakenBack(v) && (command.Citation is { } words ? Cites(agreement, words, v) : at == 0)) is > 0 and var wrong)
            return TakenBackAsWrong(wrong);
        if (at > 0)
            return Mention(agreement, command.Citation, at) with { Warnings = Warnings(life, act) };
        if (alike.Find(e => Stands(e.Item) && life.Acts.Contains(e.Item, ReferenceEqualityComparer.Instance)).Item is { } other && Beforehand.Of(other)?.AgreedOn is { } when)
            return Otherwise($"It is recorded as agreed on {when}.");
        var after = life with { Acts = [.. agreement.Acts, act] };
        // What it takes the place of does not stand in its way; nor does what took its own, told before it.
        var free = life with { Acts = [.. after.Acts.Contains(act, ReferenceEqualityComparer.Instance) ? after.Acts.Where(a => !ReferenceEquals(a, act)) : life.Acts.Where(a => !Beforehand.IsOfOneKind(a, act))] };
        return (ActOrder.AfterEnd(free, Beforehand.Of(act)?.On ?? Happened.On(act)) ?? refuses(free) ?? ActOrder.Lacks(free, act) ?? ActOrder.Broken(agreement, act)) is { } refusal
            ? refusal
            : Decision.Of(act) with { Warnings = Warnings(after, act) };

        bool Stands(object before) => Beforehand.Of(before) is null || !agreement.Acts.Contains(before, ReferenceEqualityComparer.Instance) || life.Acts.Contains(before, ReferenceEqualityComparer.Instance);
    }

    /// <summary>The answer to what was taken back and is sent again in the same words.</summary>
    public static Decision TakenBackAsWrong(long version) =>
        Decision.Nothing with { Warnings = [$"It was logged so before, as version {version}, and taken back as wrong; to log it all the same, cite other words that show it."] };

    /// <summary>There is one of its kind, and it says otherwise.</summary>
    public static Refusal Otherwise(string what) => Problem.AlreadyDifferent.Because(
        $"{what} Another day that a source gives is kept beside by RestateAgreement, its other words by citing it in RecordAgreement without signedOn; an act logged wrongly is taken back by TakeBackAct.");

    public static Refusal? NoParty(TreatyLife life, string pointer, StateCode? state) => state is { } s && !life.Parties.Contains(s) ? Said.Stranger(pointer, s, life.Parties) : null;

    /// <summary>The first of these states that is no party.</summary>
    public static Refusal? NoParties(TreatyLife life, string pointer, IReadOnlyList<StateCode>? states) =>
        states?.Index().Select(s => NoParty(life, $"{pointer}/{s.Index}", s.Item)).FirstOrDefault(r => r is not null);

    /// <summary>Another source's words for an act, unless they are kept.</summary>
    public static Decision Mention(Agreement agreement, Citation? citation, long version) =>
        citation is null || Cites(agreement, citation, version) ? Decision.Nothing : SignAgreementSlice.Cited(agreement, citation, null, null, version);

    /// <summary>Whether these words are kept of the act at a version.</summary>
    static bool Cites(Agreement agreement, Citation? citation, long version) =>
        citation is not null && (CitationOf(agreement.History[(int)version - 1]) == citation || agreement.History.Exists(e => e is AgreementCited c && c.Act == version && c.Citation == citation));

    static Citation? CitationOf(object act) => (Citation?)act.GetType().GetProperty(nameof(AgreementSigned.Citation))?.GetValue(act);

    /// <summary>
    /// What an act says, in days and not in words for them, whoever says it; when it was agreed for its day is no other act, nor is one of which nothing is told of the place or body.
    /// </summary>
    static string Facts(object act, object told) => string.Join('\n', act.GetType().GetProperties()
        .Where(p => p.Name is not (nameof(AgreementSigned.Citation) or nameof(AgreementSigned.Parties)) && !(p.Name is nameof(AgreementAdopted.Place) or nameof(DomesticStepCompleted.Body) && p.GetValue(told) is null) && !(p.Name == nameof(AgreementTerminated.AgreedOn) && Beforehand.Of(act) is not null))
        .Select(p => p.GetValue(act) is DateSpan on ? string.Create(CultureInfo.InvariantCulture, $"{on.From:O}/{on.To:O}") : Convert.ToString(p.GetValue(act), CultureInfo.InvariantCulture)));

    /// <summary>What is accepted and worth a second look.</summary>
    static string[]? Warnings(TreatyLife life, object act)
    {
        string[] found = act switch
        {
            AgreementEnteredIntoForce => [.. life.Warnings()],
            AgreementAdopted or AgreementInitialled => [.. life.SignedEarly()],
            ProvisionalApplicationStarted p => [.. p.AppliedFrom.To < life.Signed?.From ? new[] { $"It was applied before its signature on {life.Signed}." } : [], .. life.Untold(), .. life.Overtaken()],
            EntryIntoForceClauseSet => [.. life.InForceEarly(), .. life.Overtaken()],
            AgreementTermSet => [.. life.ExpiredOffTerm()],
            AgreementTerminated or AgreementExpired or AgreementSuperseded => [.. life.SignedAfterEnd(), .. life.EndedEarly(), .. life.ExpiredOffTerm()],
            DomesticStepCompleted s => [.. life.StepsAskew(s.Party)],
            ConsentExpressed c => [.. life.InForceEarly(), .. life.StepsAskew(c.Party), .. life.PresumedBound(), .. life.ConsentedLate(), .. life.Overtaken()],
            _ => [],
        };
        return found.Length == 0 ? null : found;
    }
}
