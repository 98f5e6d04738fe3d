using CommitmentTracker.Contracts.Facts;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;

namespace CommitmentTracker.Facts;

internal static class CorrectFactSlice
{
    public static readonly Slice Slice = new Slice<CorrectFact, Fact>(
        Roles.Officer, command => Fact.Kind.Stream(command.Fact), Check, Decide);

    static Faults Check(CorrectFact command)
    {
        var faults = new Faults()
            .Slug("/fact", command.Fact)
            .Require(command is not { What: null, Kind: null, States: null, StatedOn: null, On: null, Quantity: null }, "",
                "Nothing is corrected; give what was wrong: what, kind, states, statedOn, on or quantity.")
            .Text("/what", command.What, 500)
            .Past("/statedOn", command.StatedOn)
            .Date("/on", command.On)
            .Quantity("/quantity", command.Quantity);
        return command.States is { } states ? faults.States("/states", states, 1) : faults;
    }

    public static Decision Decide(CorrectFact command, Fact fact, Known known)
    {
        if (fact.Recorded is not { } recorded)
            return Problem.NotFound.Because($"No fact '{command.Fact}' is recorded.");
        var corrected = new FactCorrected(command.Fact, command.Reason, command.What, command.Kind, command.States?.Order().ToArray(), command.StatedOn, command.On, command.Quantity);
        return fact.Mend(recorded, fact.With(corrected), corrected);
    }
}
