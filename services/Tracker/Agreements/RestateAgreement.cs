using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Platform;

namespace CommitmentTracker.Agreements;

internal static class RestateAgreementSlice
{
    public static readonly Slice Slice = new Slice<RestateAgreement, Agreement>(
        Roles.Officer, command => Agreement.Kind.Stream(command.Agreement), Check, Decide);

    static Faults Check(RestateAgreement command) => new Faults()
        .Slug("/agreement", command.Agreement)
        .Past("/statedOn", command.StatedOn)
        .Date("/on", command.On)
        .Text("/at", command.At, 200)
        .Require(command.Citation is not null, "/citation", "A mention is worth its source.");

    public static Decision Decide(RestateAgreement command, Agreement agreement, Known known)
    {
        if (agreement.Recorded is null)
            return Problem.NotFound.Because($"No agreement '{command.Agreement}' is recorded.");
        var restated = new AgreementRestated(command.Agreement, agreement.States, command.StatedOn, command.On, command.Citation!, command.At, command.Act);
        // Looked up before anything is refused: what its act has become since is no matter of what a source says.
        var same = agreement.History.Index().Where(e => e.Item is AgreementRestated r && SaysTheSame(r, restated)).Select(e => e.Index + 1L).ToList();
        if (same.Exists(v => !agreement.IsTakenBack(v)))
            return Decision.Nothing;
        if (same is [var wrong, ..])
            return Acts.TakenBackAsWrong(wrong);
        if (Unspeakable(agreement, command) is { } refusal)
            return refusal;
        // A day that is only like it is no mention: the act would be known as exactly as the register has it before anybody said so.
        var act = agreement.ActOf(restated).Act!;
        var agrees = OtherDays.Agrees(act, restated);
        if (agrees && restated.On.SaysTheSameAs(OtherDays.On(act)))
            return command.Act is { } version ? Acts.Mention(agreement, command.Citation, version) : SignAgreementSlice.Mention(agreement, command.Citation, command.On, command.At);
        return Decision.Of(restated).Warned(agrees ? [] : ["This says another day or place than the register: it is kept beside, and nothing is overwritten."]);
    }

    static bool SaysTheSame(AgreementRestated one, AgreementRestated other) =>
        one.StatedOn.SaysTheSameAs(other.StatedOn) && one.On.SaysTheSameAs(other.On) && (one.Citation, one.Place, one.Act) == (other.Citation, other.Place, other.Act);

    /// <summary>Why nothing of this kind can be said of the act; null where it can.</summary>
    static Refusal? Unspeakable(Agreement agreement, RestateAgreement command)
    {
        if (command.Act is null && agreement.SignatureStands is null)
            return Problem.StateRefuses.Because($"No signature of '{command.Agreement}' is recorded; SignAgreement records one, and 'act' says of which other act a source speaks.");
        if (command.Act is { } version)
        {
            if (version < 1 || version > agreement.History.Count || agreement.History[(int)version - 1] is var told && (!ActOrder.IsAct(told) || OtherDays.On(told) is null))
                return Problem.StateRefuses.Because($"Version {version} is no act of its life that has a day. Without 'act' the signature is meant.");
            if (agreement.IsTakenBack(version))
                return Problem.StateRefuses.Because($"Version {version} was taken back as wrong; what stands in its place has another version.");
        }
        object act = command.Act is { } at ? agreement.History[(int)at - 1] : agreement.SignatureStands!;
        Fault[] faults =
        [
            .. command.At is null || act is AgreementSigned or SignatureAdded ? (Fault[])[] : [new("/at", "A place is kept of a signature only.")],
            .. Beforehand.Waits(act) || command.On.From <= command.StatedOn.To ? (Fault[])[] : [new("/on", "It would have been told of before it took place.")],
        ];
        return faults.Length == 0 ? null : Problem.InvalidValue.Because("It cannot be said so of this act.", faults);
    }
}
