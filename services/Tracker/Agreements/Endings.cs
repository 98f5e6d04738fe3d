using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;

namespace CommitmentTracker.Agreements;

internal static class DenounceAgreementSlice
{
    public static readonly Slice Slice = new Slice<DenounceAgreement, Agreement>(
        Roles.Officer, command => Agreement.Kind.Stream(command.Agreement), Check, Decide);

    static Faults Check(DenounceAgreement command) => new Faults()
        .Slug("/agreement", command.Agreement)
        .Past("/denouncedOn", command.DenouncedOn)
        .Date("/takesEffectOn", command.TakesEffectOn)
        .Require(command.TakesEffectOn.To >= command.DenouncedOn.From, "/takesEffectOn", "It takes effect before it is given.");

    public static Decision Decide(DenounceAgreement command, Agreement agreement, Known known) => agreement.Log(
        command, new AgreementDenounced(command.Agreement, agreement.States, command.Party, command.DenouncedOn, command.TakesEffectOn, command.Citation),
        life => Acts.NoParty(life, "/party", command.Party)
            ?? (life.NoticesOf(command.Party).ElementAtOrDefault(life.TimeOf(command.Party, command.DenouncedOn.From)) is { } before ? Acts.Otherwise($"{command.Party} is recorded as having denounced it on {before.DenouncedOn}.") : null));
}

internal static class RevokeDenunciationSlice
{
    public static readonly Slice Slice = new Slice<RevokeDenunciation, Agreement>(
        Roles.Officer, command => Agreement.Kind.Stream(command.Agreement), Check, Decide);

    static Faults Check(RevokeDenunciation command) => new Faults()
        .Slug("/agreement", command.Agreement)
        .Past("/revokedOn", command.RevokedOn);

    public static Decision Decide(RevokeDenunciation command, Agreement agreement, Known known) => agreement.Log(
        command, new DenunciationRevoked(command.Agreement, agreement.States, command.Party, command.RevokedOn, command.Citation),
        life => Acts.NoParty(life, "/party", command.Party)
            ?? (life.RunningNotice(command.Party, command.RevokedOn) is null
                && life.Acts.OfType<DenunciationRevoked>().FirstOrDefault(r => life.Acts.Any(a => a is AgreementDenounced d && life.IsRevokedBy(d, r) && Membership.Revokes(r with { RevokedOn = command.RevokedOn }, d)
                    && r.Party == command.Party)) is { } before
                ? Acts.Otherwise($"{command.Party} is recorded as having revoked it on {before.RevokedOn}.") : null));
}

internal static class TerminateAgreementSlice
{
    public static readonly Slice Slice = new Slice<TerminateAgreement, Agreement>(
        Roles.Officer, command => Agreement.Kind.Stream(command.Agreement), Check, Decide);

    static Faults Check(TerminateAgreement command) => new Faults()
        .Slug("/agreement", command.Agreement)
        .Agreed("/terminatedOn", command.TerminatedOn, command.AgreedOn);

    public static Decision Decide(TerminateAgreement command, Agreement agreement, Known known) => agreement.Log(
        command, new AgreementTerminated(command.Agreement, agreement.States, command.TerminatedOn, command.Citation, command.AgreedOn),
        Endings.Twice);
}

internal static class ExpireAgreementSlice
{
    public static readonly Slice Slice = new Slice<ExpireAgreement, Agreement>(
        Roles.Officer, command => Agreement.Kind.Stream(command.Agreement), Check, Decide);

    static Faults Check(ExpireAgreement command) => new Faults()
        .Slug("/agreement", command.Agreement)
        .Date("/expiredOn", command.ExpiredOn)
        // "In the course of this year" may still lie ahead.
        .Begun("/expiredOn", command.ExpiredOn.To);

    public static Decision Decide(ExpireAgreement command, Agreement agreement, Known known) => agreement.Log(
        command, new AgreementExpired(command.Agreement, agreement.States, command.ExpiredOn, command.Citation),
        Endings.Twice);
}

internal static class SupersedeAgreementSlice
{
    public static readonly Slice Slice = new Slice<SupersedeAgreement, Agreement>(
        Roles.Officer, command => Agreement.Kind.Stream(command.Agreement), Check, Decide,
        OtherEntries: command => [Agreement.Kind.Stream(command.SupersededBy)]);

    static Faults Check(SupersedeAgreement command) => new Faults()
        .Slug("/agreement", command.Agreement)
        .Slug("/supersededBy", command.SupersededBy)
        .Require(command.Agreement != command.SupersededBy, "/supersededBy", "It cannot take its own place.")
        .Agreed("/supersededOn", command.SupersededOn, command.AgreedOn);

    public static Decision Decide(SupersedeAgreement command, Agreement agreement, Known known) => agreement.Log(
        command, new AgreementSuperseded(command.Agreement, agreement.States, command.SupersededBy, command.SupersededOn, command.Citation, command.AgreedOn),
        life => Endings.Twice(life) ?? known.Missing("/supersededBy", $"agreement:{command.SupersededBy}")
            ?? (((Agreement)known.Entries[$"agreement:{command.SupersededBy}"]).Life.Stated?.SupersededBy == command.Agreement
                ? Problem.StateRefuses.Because($"This one is recorded as having taken the place of '{command.SupersededBy}'; each cannot follow the other.") : null))
        .Warned(Endings.Unlikely(agreement, command.SupersededBy, known, command.SupersededOn));
}

/// <summary>What the endings share.</summary>
internal static class Endings
{
    /// <summary>What is odd about an agreement that is said to take another's place, or to amend it, on a day. Nothing where nothing is.</summary>
    public static string[] Unlikely(Agreement agreement, string follower, Known known, DateSpan on) => known.Entries.GetValueOrDefault($"agreement:{follower}") is not Agreement { Stands: not null } other || agreement.Stands is null ? [] :
    [
        .. other.Life is { Signed: null, Adopted: null, InForce: null } ? new[] { $"'{follower}' is only announced, as far as is recorded." } : [],
        .. other.Life.Signed is { } signed && signed.From > on.To ? new[] { $"'{follower}' was signed on {signed}, after {on}: see which of the two is right." } : [],
        .. other.Life.Signed is { } earlier && agreement.Life.Signed is { } own && earlier.To < own.From ? new[] { $"'{follower}' was signed on {earlier}, before this one on {own}: see whether it is the one meant." } : [],
        .. other.Life.Ended is { } over && over.On.To < on.From ? new[] { $"'{follower}' had ended on {over.On}: see whether it is the one meant." } : [],
        .. agreement.States.Intersect(other.States).Count() < 2 ? new[] { $"'{follower}' is of {string.Join(", ", other.States)}, this one of {string.Join(", ", agreement.States)}: see whether it is the one meant." } : [],
    ];

    /// <summary>It ends once; a notice that has not run out leaves the parties free to end it sooner.</summary>
    public static Refusal? Twice(TreatyLife life) =>
        life.Stated is { } end ? Acts.Otherwise($"It is recorded as {Words.Of(end.How)} on {end.On}.") : null;
}
