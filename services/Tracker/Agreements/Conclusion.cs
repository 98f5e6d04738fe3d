using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Platform;

namespace CommitmentTracker.Agreements;

internal static class AdoptAgreementSlice
{
    public static readonly Slice Slice = new Slice<AdoptAgreement, Agreement>(
        Roles.Officer, command => Agreement.Kind.Stream(command.Agreement), Check, Decide);

    static Faults Check(AdoptAgreement command) => new Faults()
        .Slug("/agreement", command.Agreement)
        .Past("/adoptedOn", command.AdoptedOn)
        .Text("/place", command.Place, 200);

    public static Decision Decide(AdoptAgreement command, Agreement agreement, Known known) => agreement.Log(
        command, new AgreementAdopted(command.Agreement, agreement.States, command.AdoptedOn, command.Place, command.Citation),
        life => life.Adopted is { } before ? Acts.Otherwise($"It is recorded as adopted on {before.AdoptedOn}{(before.Place is null ? "" : $" in {before.Place}")}.") : null);
}

internal static class InitialAgreementSlice
{
    public static readonly Slice Slice = new Slice<InitialAgreement, Agreement>(
        Roles.Officer, command => Agreement.Kind.Stream(command.Agreement), Check, Decide);

    static Faults Check(InitialAgreement command) => new Faults()
        .Slug("/agreement", command.Agreement)
        .Past("/initialledOn", command.InitialledOn)
        .Text("/place", command.Place, 200);

    public static Decision Decide(InitialAgreement command, Agreement agreement, Known known) => agreement.Log(
        command, new AgreementInitialled(command.Agreement, agreement.States, command.InitialledOn, command.Place, command.Citation),
        life => life.Initialled is { } before ? Acts.Otherwise($"It is recorded as initialled on {before.InitialledOn}{(before.Place is null ? "" : $" in {before.Place}")}.") : null);
}

internal static class StartProvisionalApplicationSlice
{
    public static readonly Slice Slice = new Slice<StartProvisionalApplication, Agreement>(
        Roles.Officer, command => Agreement.Kind.Stream(command.Agreement), Check, Decide);

    static Faults Check(StartProvisionalApplication command) => new Faults()
        .Slug("/agreement", command.Agreement)
        .Agreed("/appliedFrom", command.AppliedFrom, command.AgreedOn);

    public static Decision Decide(StartProvisionalApplication command, Agreement agreement, Known known) => agreement.Log(
        command, new ProvisionalApplicationStarted(command.Agreement, agreement.States, command.AppliedFrom, command.Citation, command.AgreedOn),
        life => life.Provisional.FirstOrDefault(p => p.From.From <= command.AppliedFrom.To && !(p.To?.To < command.AppliedFrom.From)) is { } before
            ? Acts.Otherwise($"It is recorded as applied provisionally since {before.From}.")
            : null);
}

internal static class EndProvisionalApplicationSlice
{
    public static readonly Slice Slice = new Slice<EndProvisionalApplication, Agreement>(
        Roles.Officer, command => Agreement.Kind.Stream(command.Agreement), Check, Decide);

    static Faults Check(EndProvisionalApplication command) => new Faults()
        .Slug("/agreement", command.Agreement)
        .Agreed("/endedOn", command.EndedOn, command.AgreedOn);

    public static Decision Decide(EndProvisionalApplication command, Agreement agreement, Known known) => agreement.Log(
        command, new ProvisionalApplicationEnded(command.Agreement, agreement.States, command.EndedOn, command.Citation, command.AgreedOn),
        life => life.Provisional.Any(p => p.From.From <= command.EndedOn.To && !(p.To?.To <= command.EndedOn.From))
            ? null
            : Problem.StateRefuses.Because("It is not recorded as applied provisionally on that day."));
}
