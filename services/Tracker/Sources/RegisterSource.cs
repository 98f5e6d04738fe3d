using System.Globalization;
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

    static Faults Check(RegisterSource command) =>
        CheckDescription(new Faults().Slug("/slug", SlugOf(command)), command.Title, command.Publisher, command.PublishedOn, command.Language, command.Url)
        .Require(command.Text is null || !string.IsNullOrWhiteSpace(command.Text), "/text", "The text is blank; leave it out.");

    public static Decision Decide(RegisterSource command, Source source, Known known)
    {
        var registered = new SourceRegistered(SlugOf(command)!, command.Title, command.Publisher, command.PublishedOn, command.Language, command.Url);
        if (source.Registered is null)
            return command.Text is null ? Decision.Of(registered) : Decision.Of(registered, AddSourceTextSlice.Added(registered.Slug, command.Text));
        if (source.Registered != registered && source.Stands != registered)
            return Problem.AlreadyDifferent.Because(
                $"A source '{registered.Slug}' is registered with another title, publisher, date, language or address. CorrectSource mends a slip; another source needs another slug.");
        return command.Text is null ? Decision.Nothing : AddSourceTextSlice.Decide(new(registered.Slug, command.Text), source, known);
    }

    /// <summary>What a source is described by; a correction gives only some of it.</summary>
    internal static Faults CheckDescription(Faults faults, string? title, string? publisher, DateSpan? publishedOn, string? language, string? url) => faults
        .Text("/title", title, 500)
        .Text("/publisher", publisher, 200)
        .Past("/publishedOn", publishedOn, within: 1)
        .Require(language is null or { Length: >= 2 and <= 35 } && language?.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') != false,
            "/language", "This is no language tag; write en, ru, kk, tg, …")
        .Require(url is null || url.Length <= 2_000 && Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "https" or "http",
            "/url", "This is no http or https address.");
}
