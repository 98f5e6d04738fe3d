using System.Diagnostics;
using System.Text.Json;
using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.EventStore;
using CommitmentTracker.EventStore.Deciding;
using CommitmentTracker.Review;
using CommitmentTracker.Sources;

namespace CommitmentTracker.Platform;

/// <summary>Who sends a command, and how it is to be taken.</summary>
/// <param name="Actor">Opaque actor id.</param>
/// <param name="Expected">From <c>If-Match</c>.</param>
/// <param name="DryRun">Decide, append nothing.</param>
/// <param name="Correlation">Trace id of the request, which its events bear.</param>
internal sealed record Sender(string Actor, long? Expected = null, bool DryRun = false, string? Correlation = null);

/// <summary>A command with the slice that decides it, checked on its face.</summary>
internal sealed record Given(Slice Slice, ICommand Command);

/// <summary>From checked commands to answers: citation, decision, append. HTTP, the batch and tests all come through here.</summary>
internal sealed class Commands(DecisionLoop loop, EventTypes types, ReferenceClock clock)
{
    static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(250);

    // Many more than connections, so that strangers hardly ever wait for each other.
    readonly SemaphoreSlim[] turns = [.. Enumerable.Range(0, 4096).Select(_ => new SemaphoreSlim(1))];

    /// <summary>The day by which what a command tells has happened.</summary>
    public DateOnly Today => clock.Latest;

    /// <summary>An answer or a refusal for each command, in order.</summary>
    public async ValueTask<object[]> Run(IReadOnlyList<Given> commands, Sender sender, CancellationToken ct)
    {
        var warnings = new IReadOnlyList<string>?[commands.Count];
        var works = new Work[commands.Count];
        var spans = new Activity?[commands.Count];
        var request = Activity.Current;
        for (var i = 0; i < works.Length; i++)
        {
            var (n, given) = (i, commands[i]);
            var streams = given.Slice.Streams(given.Command);
            Activity.Current = request; // Else each command of a batch would be the child of the one before.
            spans[i] = Telemetry.StartCommand(given.Slice.Name, streams[0].Type.Alias, request?.Context ?? default);
            var trace = spans[i] ?? request;
            works[i] = new(streams, states => Decide(given, streams, states, sender, trace, out warnings[n]), sender.Expected, sender.DryRun);
        }
        // The store's span belongs to the one command's; one append of many commands belongs to the request.
        Activity.Current = works.Length == 1 ? spans[0] ?? request : request;
        try
        {
            var outcomes = works is [var only] ? await InTurn(only, ct) : await loop.Run(works, ct);
            var answers = new object[outcomes.Length];
            for (var i = 0; i < answers.Length; i++)
            {
                spans[i]?.SetTag("tracker.outcome", outcomes[i].Kind.ToString());
                answers[i] = Answer(works[i].Streams[0].Id, outcomes[i], warnings[i]);
            }
            return answers;
        }
        catch (Exception e)
        {
            foreach (var span in spans)
                span?.SetStatus(ActivityStatusCode.Error, e.GetType().Name);
            throw;
        }
        finally
        {
            foreach (var span in spans)
                span?.Dispose();
            Activity.Current = request;
        }
    }

    /// <summary>
    /// Single commands of this node on one stream go one after another: at once they would all decide on the same version, one would win and
    /// the rest decide again and again. Only manners: nothing rests on it, and who has waited long enough goes ahead.
    /// </summary>
    async ValueTask<Outcome[]> InTurn(Work work, CancellationToken ct)
    {
        var turn = turns[work.Streams[0].Id.GetHashCode(StringComparison.Ordinal) & (turns.Length - 1)];
        var mine = await turn.WaitAsync(LongestWait, ct);
        try
        {
            return await loop.Run([work], ct);
        }
        finally
        {
            if (mine)
                turn.Release();
        }
    }

    /// <summary>
    /// The pure way of a command: the sources it names, its citation held against their texts, its decision. The first state is its own
    /// stream's, the others those of its sources and of the entries it names.
    /// </summary>
    public static (Decision Decision, LocatedCitation? Citation) Decide(Given given, IReadOnlyList<StreamRef> streams, IReadOnlyList<object> states, string actor)
    {
        var sources = new Dictionary<string, Source>(StringComparer.Ordinal);
        var entries = new Dictionary<string, object>(StringComparer.Ordinal);
        for (var n = 1; n < states.Count; n++)
        {
            if (states[n] is not Source source)
                entries[streams[n].Id] = states[n];
            else if (source.Registered is not null)
                sources[source.Registered.Slug] = source;
        }
        var decision = given.Slice.Decide(given.Command, states[0], new(sources, actor, entries));
        // What is already so stays so: a command sent again is not refused because its source's text, added since, does not hold the quote.
        if (decision.Refusal is null && decision.Events.Count == 0)
            return (decision, null);
        var (located, refusal) = Citations.Locate(given.Command.Citation, sources);
        if (located is not null && Happened.Foretold(sources[located.Source].Stands!, decision.Events) is { } early)
            decision = decision with { Warnings = [.. decision.Warnings ?? [], early] };
        return (refusal ?? decision, located);
    }

    static Decided Decide(Given given, IReadOnlyList<StreamRef> streams, IReadOnlyList<Folded> states, Sender sender, Activity? trace, out IReadOnlyList<string>? warnings)
    {
        var (decision, located) = Decide(given, streams, [.. states.Select(s => s.State)], sender.Actor);
        warnings = decision.Warnings;
        return decision.Refusal is not null || decision.Events.Count == 0
            ? new([], decision.Refusal)
            : new(decision.Events, null, Metadata(sender, given.Command.Reason, located, trace));
    }

    static Metadata Metadata(Sender sender, string? reason, LocatedCitation? citation, Activity? trace)
    {
        // A context that nobody recorded leads to no trace: it would only make every event longer.
        var traceparent = trace is { Recorded: true } ? trace.Id : null;
        var headers = reason is null && citation is null && traceparent is null
            ? default
            : (ReadOnlyMemory<byte>)JsonSerializer.SerializeToUtf8Bytes(new EventHeaders(reason, citation, traceparent), ContractJson.Stored);
        return new(sender.Actor, trace?.TraceId.ToHexString() ?? sender.Correlation, null, headers);
    }

    object Answer(string stream, Outcome outcome, IReadOnlyList<string>? warnings)
    {
        switch (outcome.Kind)
        {
            case OutcomeKind.Written or OutcomeKind.WouldWrite:
                var (version, position) = outcome.Kind == OutcomeKind.Written
                    ? (outcome.Version - outcome.Events.Count, outcome.Position - outcome.Events.Count)
                    : (outcome.Version, 0);
                var written = new WrittenEvent[outcome.Events.Count];
                for (var i = 0; i < written.Length; i++)
                    written[i] = new(types.NameOf(outcome.Events[i].GetType()), version + i + 1, position == 0 && outcome.Kind == OutcomeKind.WouldWrite ? 0 : position + i + 1);
                return new CommandResult(stream, outcome.Version, outcome.Position, outcome.Kind == OutcomeKind.Written, written, warnings);
            case OutcomeKind.Unchanged:
                return new CommandResult(stream, outcome.Version, outcome.Position, false, [], warnings);
            case OutcomeKind.Stale:
                return Problem.StaleVersion.Because($"{stream} is at version {outcome.Version}.") with { Version = outcome.Version };
            case OutcomeKind.Contended:
                return Problem.Contended.Because($"{stream} changed at every attempt.");
            case OutcomeKind.Rejected:
                return Problem.StoreRefused.Because("PostgreSQL refused these events; none was written.");
            default:
                return outcome.Decided!.Refusal!;
        }
    }
}

/// <summary>What an event's metadata say besides the actor (<c>headers</c>).</summary>
/// <param name="Reason">Why it was entered.</param>
/// <param name="Citation">Where a source says so.</param>
/// <param name="Traceparent">W3C trace context of the request.</param>
internal sealed record EventHeaders(string? Reason = null, LocatedCitation? Citation = null, string? Traceparent = null)
{
    static readonly EventHeaders None = new();

    public static EventHeaders Of(StoredEvent e) => Of(e.Headers);

    public static EventHeaders Of(ReadOnlyMemory<byte> headers) => headers.IsEmpty ? None : JsonSerializer.Deserialize<EventHeaders>(headers.Span, ContractJson.Stored) ?? None;
}
