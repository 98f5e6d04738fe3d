using CommitmentTracker.Contracts.Sources;
using CommitmentTracker.Platform;

namespace CommitmentTracker.Sources;

internal static class CorrectSourceSlice
{
    public static readonly Slice Slice = new Slice<CorrectSource, Source>(
        Roles.Officer, command => Source.Kind.Stream(command.Source), Check, Decide);

    static Faults Check(CorrectSource command) => RegisterSourceSlice.CheckDescription(
        new Faults().Slug("/source", command.Source), command.Title, command.Publisher, command.PublishedOn, command.Language, command.Url)
        .Require(command is not { Title: null, Publisher: null, PublishedOn: null, Language: null, Url: null },
            "", "Nothing is corrected; give what was wrong: title, publisher, publishedOn, language or url.");

    public static Decision Decide(CorrectSource command, Source source, Known known)
    {
        if (source.Stands is not { } stands)
            return Problem.NotFound.Because($"No source '{command.Source}' is registered.");
        var corrected = new SourceCorrected(command.Source, command.Reason, command.Title, command.Publisher, command.PublishedOn, command.Language, command.Url);
        if (stands.With(corrected) == stands)
            return Decision.Nothing;
        return source.WasCorrectedSo(corrected)
            ? Decision.CorrectedSince
            : Decision.Of(corrected);
    }
}
