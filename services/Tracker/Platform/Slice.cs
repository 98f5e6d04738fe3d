using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.EventStore;
using CommitmentTracker.EventStore.Deciding;
using CommitmentTracker.Review;
using CommitmentTracker.Sources;

namespace CommitmentTracker.Platform;

/// <summary>What a decision may know besides its command and its stream.</summary>
/// <param name="Sources">The registered sources the command names, by slug; one that is not registered is absent.</param>
/// <param name="Actor">Opaque id of who sends it: what takes two people must know who the second is.</param>
/// <param name="Entries">States of the other entries the command names, by id; one that nobody recorded is in its initial state.</param>
internal sealed record Known(IReadOnlyDictionary<string, Source> Sources, string Actor, IReadOnlyDictionary<string, object> Entries);

/// <summary>One command: who may send it, which stream it concerns, what is wrong with it on its face, what it decides.</summary>
internal abstract record Slice(string Name, string Role, Type CommandType)
{
    /// <summary>Reads the usual document of a frequent command faster; null where it leaves it to the serialiser.</summary>
    public Shortcut? Usual { get; init; }

    /// <summary>Every fault that can be seen without any state.</summary>
    /// <param name="command">The command.</param>
    /// <param name="today">The calendar day where it is furthest: nothing that has happened lies after it.</param>
    public abstract IReadOnlyList<Fault> Check(ICommand command, DateOnly today);

    /// <summary>The streams it looks at: its own first, then the sources it names.</summary>
    public abstract IReadOnlyList<StreamRef> Streams(ICommand command);

    /// <summary>The decision itself, pure.</summary>
    public abstract Decision Decide(ICommand command, object state, Known known);
}

/// <inheritdoc/>
/// <param name="Role">Who may send it.</param>
/// <param name="Stream">The stream a command concerns; the command has passed its check.</param>
/// <param name="OwnCheck">Faults of this command's own members; the citation is checked for all alike.</param>
/// <param name="OwnDecide">The decision.</param>
/// <param name="OtherSources">Sources it names besides its citation's.</param>
/// <param name="OtherEntries">Other entries it names; their ids are well formed.</param>
internal sealed record Slice<TCommand, TState>(
    string Role,
    Func<TCommand, StreamRef> Stream,
    Func<TCommand, Faults> OwnCheck,
    Func<TCommand, TState, Known, Decision> OwnDecide,
    Func<TCommand, IEnumerable<string>>? OtherSources = null,
    Func<TCommand, IEnumerable<StreamRef>>? OtherEntries = null) : Slice(typeof(TCommand).Name, Role, typeof(TCommand))
    where TCommand : class, ICommand
    where TState : class
{
    public override IReadOnlyList<Fault> Check(ICommand command, DateOnly today) =>
        OwnCheck((TCommand)command) is var own && own.Found.Any(f => f.Pointer == "/reason")
            ? own.Citation(command.Citation).On(today)
            : own.Citation(command.Citation).Text("/reason", command.Reason, 1_000).On(today);

    public override IReadOnlyList<StreamRef> Streams(ICommand command)
    {
        var streams = new List<StreamRef>(3) { Stream((TCommand)command) };
        foreach (var entry in OtherEntries?.Invoke((TCommand)command) ?? [])
            if (!streams.Exists(s => s.Id == entry.Id))
                streams.Add(entry);
        foreach (var source in OtherSources?.Invoke((TCommand)command) ?? [])
            Add(streams, source);
        if (command.Citation is { } citation)
            Add(streams, citation.Source);
        return streams;

        static void Add(List<StreamRef> streams, string source)
        {
            var stream = Source.Kind.Stream(source);
            if (!streams.Exists(s => s.Id == stream.Id))
                streams.Add(stream);
        }
    }

    public override Decision Decide(ICommand command, object state, Known known)
    {
        var shut = state is IEntry { Shut: { } s } && !s.Takes.Contains(typeof(TCommand)) ? s : null;
        var decision = shut is { Answers: false } ? null : OwnDecide((TCommand)command, (TState)state, known);
        return shut is not null ? decision is not { Events.Count: 0 } ? Problem.StateRefuses.Because(shut.Why) : decision
            // One thing may be said in several sentences, of one source or of several: the words are kept, though they say nothing new.
            : decision is { Refusal: null, Events.Count: 0, Warnings: null } && command.Citation is { } cites && state is ICited { Exists: true } entry && !entry.Cited.Contains(cites)
            ? Decision.Of(new EntryCited(Stream((TCommand)command).Id, entry.States, decision.Act))
            : state is IEntry { Over: { } over } && !Entries.Mending.Contains(typeof(TCommand)) ? decision!.Warned($"Logged all the same, though {over}.")
            : decision!;
    }
}
