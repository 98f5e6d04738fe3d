using System.Security.Cryptography;
using System.Text;
using CommitmentTracker.Contracts.Sources;
using CommitmentTracker.Platform;

namespace CommitmentTracker.Sources;

internal static class AddSourceTextSlice
{
    public static readonly Slice Slice = new Slice<AddSourceText, Source>(
        Roles.Officer, command => Source.Kind.Stream(command.Source), Check, Decide);

    static Faults Check(AddSourceText command) => new Faults()
        .Slug("/source", command.Source)
        .Require(!string.IsNullOrWhiteSpace(command.Text), "/text", "The text is blank.");

    public static Decision Decide(AddSourceText command, Source source, Known known)
    {
        if (source.Registered is null)
            return Problem.NotFound.Because($"No source '{command.Source}' is registered.");
        if (source.Text is null)
            return Decision.Of(Added(command.Source, command.Text));
        if (source.Text == command.Text)
            return Decision.Nothing;
        return source.WasAdded(Sha256(command.Text))
            ? Decision.Nothing with { Warnings = ["This text was added, and has been corrected since."] }
            : Problem.AlreadyDifferent.Because($"Source '{command.Source}' already has another text, and quotes rest on it; CorrectSourceText puts another in its place.");
    }

    internal static SourceTextAdded Added(string slug, string text) => new(slug, text, Sha256(text));

    internal static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
