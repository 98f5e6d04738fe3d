using System.Diagnostics.CodeAnalysis;

namespace CommitmentTracker.Platform;

/// <summary>What a <c>Decide</c> answers: events to append, nothing because everything is already so, or a refusal.</summary>
internal sealed record Decision(IReadOnlyList<object> Events, Refusal? Refusal = null, IReadOnlyList<string>? Warnings = null)
{
    /// <summary>Version of the event that says it already, where one does; a mention of it names it.</summary>
    public long? Act { get; init; }

    /// <summary>Everything is already so.</summary>
    public static Decision Nothing { get; } = new([]);

    /// <summary>The event at this version says so.</summary>
    public static Decision Already(long version) => Nothing with { Act = version };

    /// <summary>The answer to a correction sent again: without it a file sent twice would bring back what was corrected again in between.</summary>
    public static Decision CorrectedSince { get; } = new([], Warnings: ["It was corrected so for this reason before, and corrected again since; to return to it, say why."]);

    public static Decision Of(params object[] events) => new(events);

    /// <summary>With what is odd about it, where anything is to be logged.</summary>
    public Decision Warned(params IReadOnlyList<string> odd) => Events.Count == 0 || odd.Count == 0 ? this : this with { Warnings = [.. Warnings ?? [], .. odd] };

    public static implicit operator Decision(Refusal refusal) => new([], refusal);
}

/// <summary>Why a command is refused: what the problem document says.</summary>
internal sealed record Refusal(Problem Problem, string Detail, IReadOnlyList<Fault>? Faults = null)
{
    /// <summary>The version the stream is at, where that is the reason.</summary>
    public long? Version { get; init; }

    /// <summary>Where to look in the service's log, where the failure is ours.</summary>
    public string? TraceId { get; init; }
}

/// <summary>One fault of a document.</summary>
/// <param name="Pointer">JSON pointer (RFC 6901) to the member; empty for the whole document.</param>
/// <param name="Detail">What is wrong, for the person who wrote it.</param>
internal sealed record Fault(string Pointer, string Detail);

/// <summary>A kind of problem: its HTTP status and its stable slug (RFC 9457 <c>type</c> is <c>/problems/{slug}</c>).</summary>
internal sealed record Problem(int Status, string Slug, string Title)
{
    public static readonly Problem AlreadyDifferent = new(409, "already-different", "The register holds something else under this name");
    public static readonly Problem Contended = new(503, "contended", "Others keep changing this; send it again");
    public static readonly Problem Forbidden = new(403, "forbidden", "Your role does not allow this");
    public static readonly Problem ForeignHost = new(403, "foreign-host", "This service answers only its own host and origin");
    public static readonly Problem IdentityUnavailable = new(503, "identity-unavailable", "The identity provider cannot be reached; send it again");
    public static readonly Problem ImplausibleFigure = new(422, "implausible-figure", "The figure is implausible; confirm it with a reason");
    public static readonly Problem Internal = new(500, "internal", "The service failed; nothing is known to be lost");
    public static readonly Problem InvalidValue = new(422, "invalid-value", "Some values are not valid");
    public static readonly Problem InvalidHeader = new(400, "invalid-header", "A header of the request is not valid");
    public static readonly Problem InvalidQuery = new(400, "invalid-query", "Some query parameters are not valid");
    public static readonly Problem MethodNotAllowed = new(405, "method-not-allowed", "This address does not take this method");
    public static readonly Problem NotAcceptable = new(406, "not-acceptable", "This cannot be given in that form");
    public static readonly Problem NotFound = new(404, "not-found", "There is no such thing here");
    public static readonly Problem NotReady = new(503, "not-ready", "The view has not caught up yet; ask again");
    public static readonly Problem Overloaded = new(503, "overloaded", "Too many commands are waiting; send it again later");
    public static readonly Problem QuoteNotFound = new(422, "quote-not-found", "The quote does not occur in the source");
    public static readonly Problem SamePerson = new(409, "same-person", "A second person has to do this");
    public static readonly Problem StaleVersion = new(412, "stale-version", "The stream is not at the version you name");
    public static readonly Problem StateRefuses = new(409, "state-refuses", "This cannot be done as things stand");
    public static readonly Problem StoreRefused = new(422, "store-refused", "The database cannot hold this");
    public static readonly Problem TooLarge = new(413, "too-large", "The document is too large");
    public static readonly Problem TooManyRequests = new(429, "too-many-requests", "Too many requests; slow down");
    public static readonly Problem Unauthorized = new(401, "unauthorized", "Say who you are");
    public static readonly Problem Unavailable = new(503, "unavailable", "The database cannot be reached; send it again, nothing will be doubled");
    public static readonly Problem UnknownEntry = new(422, "unknown-entry", "No such entry is recorded");
    public static readonly Problem UnknownMember = new(400, "unknown-member", "The document has members nobody knows, or one that stands twice");
    public static readonly Problem UnknownSource = new(422, "unknown-source", "No such source is registered");
    public static readonly Problem Unreadable = new(400, "unreadable", "The document cannot be read");
    public static readonly Problem UnsupportedMediaType = new(415, "unsupported-media-type", "Send JSON");

    /// <summary>All of them, for the page that explains them.</summary>
    public static IReadOnlyList<Problem> All { get; } =
    [
        AlreadyDifferent, Contended, Forbidden, ForeignHost, IdentityUnavailable, ImplausibleFigure, Internal, InvalidHeader, InvalidQuery, InvalidValue, MethodNotAllowed, NotAcceptable,
        NotFound, NotReady, Overloaded, QuoteNotFound, SamePerson, StaleVersion, StateRefuses, StoreRefused, TooLarge, TooManyRequests, Unauthorized, Unavailable,
        UnknownEntry, UnknownMember, UnknownSource, Unreadable, UnsupportedMediaType,
    ];

    public string Type => $"/problems/{Slug}";

    [SuppressMessage("Design", "CA1062", Justification = "internal")]
    public Refusal Because(string detail, params Fault[] faults) => new(this, detail, faults.Length == 0 ? null : faults);
}
