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
    /// <param name="refuses">Why the agreement's life does not allow it.</param>
    public static Decision Log(this Agreement agreement, ICommand command, object act, Func<TreatyLife, Refusal?> refuses)
    {
        if (agreement.Recorded is null)
            return Problem.NotFound.Because("No such agreement is recorded; RecordAgreement logs one.");
        var life = agreement.Life;
        if (agreement.History.FindIndex(e => e.GetType() == act.GetType() && Facts(e) == Facts(act)) is var at and >= 0)
            return agreement.IsTakenBack(at + 1)
                ? Decision.Nothing with { Warnings = [$"It was logged so before, as version {at + 1}, and taken back as wrong."] }
                : Mention(agreement, command.Citation, at + 1) with { Warnings = Warnings(life, act) };
        if (Happened.On(act) is { } on && life.Ended is { } ended && ended.On.To < on.From)
            return Problem.StateRefuses.Because($"It ended on {ended.On}; nothing happens to it after that.");
        return refuses(life) is { } refusal ? refusal : Decision.Of(act) with { Warnings = Warnings(life with { Acts = [.. life.Acts, act] }, act) };
    }

    /// <summary>There is one of its kind, and it says otherwise.</summary>
    public static Refusal Otherwise(string what) => Problem.AlreadyDifferent.Because(
        $"{what} What another source says otherwise is kept by citing it in RecordAgreement without signedOn; an act logged wrongly is taken back by TakeBackAct.");

    /// <summary>Rule (f): what nobody ratifies has no such step.</summary>
    public static Refusal? NoTrack(TreatyLife life) => life.Ratifies ? null : Problem.StateRefuses.Because(
        $"A {Words.Of(life.Kind)} has no ratification track: it is adopted or signed and takes effect. CorrectAgreement mends a wrong kind.");

    /// <summary>Rule (d): nobody ratifies what is not signed.</summary>
    public static Refusal? BeforeSignature(TreatyLife life, DateSpan on) =>
        life.Signed is null ? Problem.StateRefuses.Because("It is not recorded as signed; SignAgreement first.")
        : on.To < life.Signed.From ? Problem.StateRefuses.Because($"It was signed on {life.Signed}, after that.")
        : null;

    public static Refusal? NoParty(TreatyLife life, string pointer, StateCode? state) => state is { } s && !life.Parties.Contains(s) ? Said.Stranger(pointer, s, life.Parties) : null;

    public static Refusal? NotInForce(TreatyLife life, DateSpan on) =>
        life.Effective is not { } from ? Problem.StateRefuses.Because("It is not in force, as far as is recorded; EnterIntoForce or its clause and consents first.")
        : on.To < from.From ? Problem.StateRefuses.Because($"It was not in force before {from}.")
        : null;

    public static Refusal? OnlyAnnounced(TreatyLife life) =>
        life is { Signed: null, Adopted: null, InForce: null } ? Problem.StateRefuses.Because("It is only announced: there is no text yet.") : null;

    /// <summary>Another source's words for an act, unless they are kept.</summary>
    static Decision Mention(Agreement agreement, Citation? citation, long version) =>
        citation is null || CitationOf(agreement.History[(int)version - 1]) == citation || agreement.History.Exists(e => e is AgreementCited c && c.Act == version && c.Citation == citation)
            ? Decision.Nothing
            : SignAgreementSlice.Cited(agreement, citation, null, null, version);

    static Citation? CitationOf(object act) => (Citation?)act.GetType().GetProperty(nameof(AgreementSigned.Citation))?.GetValue(act);

    /// <summary>What an act says, in days and not in words for them, whoever says it.</summary>
    static string Facts(object act) => string.Join('\n', act.GetType().GetProperties()
        .Where(p => p.Name is not (nameof(AgreementSigned.Citation) or nameof(AgreementSigned.Parties)))
        .Select(p => p.GetValue(act) is DateSpan on ? string.Create(CultureInfo.InvariantCulture, $"{on.From:O}/{on.To:O}") : Convert.ToString(p.GetValue(act), CultureInfo.InvariantCulture)));

    /// <summary>What is accepted and worth a second look.</summary>
    static string[]? Warnings(TreatyLife life, object act)
    {
        string[] found = act switch
        {
            AgreementEnteredIntoForce => [.. life.Warnings()],
            AgreementAdopted a when life.Signed?.To < a.AdoptedOn.From => [$"It was adopted after its signature on {life.Signed}."],
            AgreementInitialled i when life.Signed?.To < i.InitialledOn.From => [$"It was initialled after its signature on {life.Signed}."],
            ProvisionalApplicationStarted p when p.AppliedFrom.To < life.Signed?.From => [$"It was applied before its signature on {life.Signed}."],
            DomesticStepCompleted s when life.StepsOf(s.Party).Any(o => o.Stage > s.Stage && o.On.To < s.CompletedOn.From || o.Stage < s.Stage && o.On.From > s.CompletedOn.To) =>
                ["The steps of this party do not follow each other in their usual order."],
            _ => [],
        };
        return found.Length == 0 ? null : found;
    }
}
