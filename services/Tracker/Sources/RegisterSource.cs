using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CommitmentTracker.Contracts.Sources;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;

namespace CommitmentTracker.Sources;

internal static class RegisterSourceSlice
{
    public static readonly Slice Slice = new Slice<RegisterSource, Source>(
        Roles.Officer, command => Source.Kind.Stream(SlugOf(command)!), Check, Decide);

    static string? SlugOf(RegisterSource command) =>
        command.Slug ?? Slug.From(command.Title, command.PublishedOn.To.Year.ToString(CultureInfo.InvariantCulture));

    static Faults Check(RegisterSource command) => new Faults()
        .Slug("/slug", SlugOf(command))
        .Text("/title", command.Title, 500)
        .Text("/publisher", command.Publisher, 200)
        .Date("/publishedOn", command.PublishedOn)
        .Require(command.Language.Length is >= 2 and <= 35 && command.Language.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'),
            "/language", "This is no language tag; write en, ru, kk, tg, …")
        .Require(command.Url is null || command.Url.Length <= 2_000 && Uri.TryCreate(command.Url, UriKind.Absolute, out var url) && url.Scheme is "https" or "http",
            "/url", "This is no http or https address.")
        .Require(command.Text is null || !string.IsNullOrWhiteSpace(command.Text), "/text", "The text is blank; leave it out.");

    public static Decision Decide(RegisterSource command, Source source, Known known)
    {
        if (command.PublishedOn.From > known.Today.AddDays(1))
            return Problem.InvalidValue.Because("A source cannot be published in the future.", new Fault("/publishedOn", $"This lies after today, {known.Today:yyyy-MM-dd}."));
        var registered = new SourceRegistered(SlugOf(command)!, command.Title, command.Publisher, command.PublishedOn, command.Language, command.Url);
        if (source.Registered is null)
            return command.Text is null ? Decision.Of(registered) : Decision.Of(registered, AddSourceTextSlice.Added(registered.Slug, command.Text));
        if (source.Registered != registered)
            return Problem.AlreadyDifferent.Because($"A source '{registered.Slug}' is registered with another title, publisher, date, language or address.");
        return command.Text is null ? Decision.Nothing : AddSourceTextSlice.Decide(new(registered.Slug, command.Text), source, known);
    }
}

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
        return source.Text.Text == command.Text
            ? Decision.Nothing
            : Problem.AlreadyDifferent.Because($"Source '{command.Source}' already has another text, and quotes rest on it.");
    }

    internal static SourceTextAdded Added(string slug, string text) =>
        new(slug, text, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
}
