using CommitmentTracker.Contracts.Sources;
using CommitmentTracker.Platform;

namespace CommitmentTracker.Sources;

internal static class CorrectSourceTextSlice
{
    public static readonly Slice Slice = new Slice<CorrectSourceText, Source>(
        Roles.Officer, command => Source.Kind.Stream(command.Source), Check, Decide);

    static Faults Check(CorrectSourceText command) => new Faults()
        .Slug("/source", command.Source)
        .Require(!string.IsNullOrWhiteSpace(command.Text), "/text", "The text is blank.");

    public static Decision Decide(CorrectSourceText command, Source source, Known known)
    {
        if (source.Registered is null)
            return Problem.NotFound.Because($"No source '{command.Source}' is registered.");
        if (source.Text is null)
            return Problem.StateRefuses.Because($"Source '{command.Source}' has no text that could be corrected; AddSourceText adds one.");
        if (source.Text == command.Text)
            return Decision.Nothing;
        var corrected = new SourceTextCorrected(command.Source, command.Text, AddSourceTextSlice.Sha256(command.Text), command.Reason);
        // Without this a file sent twice would bring back the text that was corrected again in between.
        return source.WasCorrectedSo(corrected)
            ? Decision.CorrectedSince
            : Decision.Of(corrected);
    }
}
