using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Platform;

namespace CommitmentTracker.Agreements;

internal static class CompleteDomesticStepSlice
{
    public static readonly Slice Slice = new Slice<CompleteDomesticStep, Agreement>(
        Roles.Officer, command => Agreement.Kind.Stream(command.Agreement), Check, Decide);

    static Faults Check(CompleteDomesticStep command) => new Faults()
        .Slug("/agreement", command.Agreement)
        .Past("/completedOn", command.CompletedOn)
        .Text("/body", command.Body, 100);

    public static Decision Decide(CompleteDomesticStep command, Agreement agreement, Known known) => agreement.Log(
        command, new DomesticStepCompleted(command.Agreement, agreement.States, command.Party, command.Stage, command.CompletedOn, command.Body, command.Citation),
        life => Acts.NoParty(life, "/party", command.Party)
            ?? (life.StepsOf(command.Party).FirstOrDefault(s => s.Stage == command.Stage && life.TimeOfStep(command.Party, s.On) == life.TimeOfStep(command.Party, command.CompletedOn)) is { } before
                ? Acts.Otherwise($"For {command.Party} this step is recorded on {before.On}{(before.Body is null ? "" : $" ({before.Body})")}.")
                : null));
}

internal static class ExpressConsentSlice
{
    public static readonly Slice Slice = new Slice<ExpressConsent, Agreement>(
        Roles.Officer, command => Agreement.Kind.Stream(command.Agreement), Check, Decide);

    static Faults Check(ExpressConsent command) => new Faults()
        .Slug("/agreement", command.Agreement)
        .Past("/consentedOn", command.ConsentedOn);

    public static Decision Decide(ExpressConsent command, Agreement agreement, Known known) => agreement.Log(
        command, new ConsentExpressed(command.Agreement, agreement.States, command.Party, command.Form, command.ConsentedOn, command.Citation),
        life => Acts.NoParty(life, "/party", command.Party)
            ?? (life.ConsentOf(command.Party, life.TimeOf(command.Party, command.ConsentedOn.From)) is { } before
                ? life.BySignature(command.Party) == before ? Problem.AlreadyDifferent.Because(
                    $"{command.Party} is bound by its signature on {before.On}, {(life.FormOf(command.Party) is null ? "as the clause on entry into force waits for nothing else" : "which is recorded as definitive")}: nothing is left to consent to. CorrectAgreement says with how that it was subject to ratification.")
                : Acts.Otherwise($"{command.Party} is recorded as bound by {Words.Of(before.Form)} on {before.On}; a party consents once, and again only when it has left{(life.RunningNotice(command.Party, command.ConsentedOn) is { } notice ? $": from {notice.TakesEffectOn} on" : "")}.")
                : null));
}

internal static class SetEntryIntoForceClauseSlice
{
    public static readonly Slice Slice = new Slice<SetEntryIntoForceClause, Agreement>(
        Roles.Officer, command => Agreement.Kind.Stream(command.Agreement), Check, Decide);

    static Faults Check(SetEntryIntoForceClause command) => new Faults()
        .Slug("/agreement", command.Agreement)
        .Require(command.Clause.Trigger == Trigger.Day == command.Clause.Day is not null, "/clause/day", "A day goes with the trigger day, and only with it.")
        .Require(command.Clause.Day is not { Year: < 1600 or > 2199 }, "/clause/day", "This lies outside the years 1600 to 2199.")
        .Require(command.Clause.Consents is null || command.Clause.Trigger == Trigger.Consents && command.Clause.Consents is >= 1 and <= 200, "/clause/consents",
            "A number of consents, 1 to 200, goes with the trigger consents, and only with it.")
        .Require(command.Clause.Months is >= 0 and <= 120, "/clause/months", "It waits 0 to 120 months.")
        .Require(command.Clause.Days is >= 0 and <= 3_650, "/clause/days", "It waits 0 to 3,650 days.")
        .Require(command.Clause.FirstOfMonth != true || command.Clause is { Months: > 0, Days: 0 }, "/clause/firstOfMonth", "The first day of a month goes with months, and without days.")
        .Text("/clause/words", command.Clause.Words, 500);

    public static Decision Decide(SetEntryIntoForceClause command, Agreement agreement, Known known) => agreement.Log(
        command, new EntryIntoForceClauseSet(command.Agreement, agreement.States, command.Clause, command.Citation),
        life => command.Clause.Consents > life.Parties.Count ? Problem.InvalidValue.Because("It cannot wait for so many.", new Fault("/clause/consents", $"There are {life.Parties.Count} parties."))
            : life.Clause is not null ? Acts.Otherwise("Its clause on entry into force is recorded otherwise.")
            : null);
}

internal static class EnterIntoForceSlice
{
    public static readonly Slice Slice = new Slice<EnterIntoForce, Agreement>(
        Roles.Officer, command => Agreement.Kind.Stream(command.Agreement), Check, Decide);

    static Faults Check(EnterIntoForce command) => new Faults()
        .Slug("/agreement", command.Agreement)
        .Agreed("/inForceFrom", command.InForceFrom, command.AgreedOn);

    public static Decision Decide(EnterIntoForce command, Agreement agreement, Known known) => agreement.Log(
        command, new AgreementEnteredIntoForce(command.Agreement, agreement.States, command.InForceFrom, command.Citation, command.AgreedOn),
        life => life.InForce is { Basis: Basis.Recorded } before ? Acts.Otherwise($"It is recorded as in force from {before.On}.") : null);
}
