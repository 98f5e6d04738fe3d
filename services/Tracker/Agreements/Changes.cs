using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.EventStore.Deciding;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;

namespace CommitmentTracker.Agreements;

internal static class AmendAgreementSlice
{
    public static readonly Slice Slice = new Slice<AmendAgreement, Agreement>(
        Roles.Officer, command => Agreement.Kind.Stream(command.Agreement), Check, Decide,
        OtherEntries: command => command.AmendedBy is { } other ? [Agreement.Kind.Stream(other)] : Array.Empty<StreamRef>());

    static Faults Check(AmendAgreement command) => (command.AmendedBy is null ? new Faults() : new Faults().Slug("/amendedBy", command.AmendedBy))
        .Slug("/agreement", command.Agreement)
        .Require(command.AmendedBy != command.Agreement, "/amendedBy", "It cannot amend itself.")
        .Past("/amendedOn", command.AmendedOn)
        .Text("/what", command.What, 500);

    public static Decision Decide(AmendAgreement command, Agreement agreement, Known known) => agreement.Log(
        command, new AgreementAmended(command.Agreement, agreement.States, command.AmendedOn, command.What, command.AmendedBy, command.Citation),
        life => command.AmendedBy is { } other ? known.Missing("/amendedBy", $"agreement:{other}") : null)
        .Warned(command.AmendedBy is { } by ? Endings.Unlikely(agreement, by, known, command.AmendedOn) : []);
}

internal static class SuspendAgreementSlice
{
    public static readonly Slice Slice = new Slice<SuspendAgreement, Agreement>(
        Roles.Officer, command => Agreement.Kind.Stream(command.Agreement), Check, Decide);

    static Faults Check(SuspendAgreement command) => new Faults()
        .Slug("/agreement", command.Agreement)
        .Agreed("/suspendedOn", command.SuspendedOn, command.AgreedOn);

    public static Decision Decide(SuspendAgreement command, Agreement agreement, Known known) => agreement.Log(
        command, new AgreementSuspended(command.Agreement, agreement.States, command.SuspendedOn, command.By, command.Citation, command.AgreedOn),
        life => Acts.NoParty(life, "/by", command.By)
            ?? (life.SuspensionOn(command.SuspendedOn.To, party: command.By) is not null ? Acts.Otherwise("It is recorded as suspended on that day.") : null));
}

internal static class ResumeAgreementSlice
{
    public static readonly Slice Slice = new Slice<ResumeAgreement, Agreement>(
        Roles.Officer, command => Agreement.Kind.Stream(command.Agreement), Check, Decide);

    static Faults Check(ResumeAgreement command) => new Faults()
        .Slug("/agreement", command.Agreement)
        .Agreed("/resumedOn", command.ResumedOn, command.AgreedOn);

    public static Decision Decide(ResumeAgreement command, Agreement agreement, Known known) => agreement.Log(
        command, new AgreementResumed(command.Agreement, agreement.States, command.ResumedOn, command.Citation, command.AgreedOn, command.By),
        life => Acts.NoParty(life, "/by", command.By));
}
