using CommitmentTracker.Contracts;
using CommitmentTracker.EventStore;
using CommitmentTracker.EventStore.Deciding;
using CommitmentTracker.Sources;

namespace CommitmentTracker.Platform;

/// <summary>What a decision may know besides its command and its stream.</summary>
/// <param name="Today">The calendar day in the reference zone.</param>
/// <param name="Sources">The registered sources the command names, by slug; one that is not registered is absent.</param>
internal sealed record Known(DateOnly Today, IReadOnlyDictionary<string, Source> Sources);

/// <summary>One command: who may send it, which stream it concerns, what is wrong with it on its face, what it decides.</summary>
internal abstract record Slice(string Name, string Role, Type CommandType)
{
    /// <summary>Reads the usual document of a frequent command faster; null where it leaves it to the serialiser.</summary>
    public Shortcut? Usual { get; init; }

    /// <summary>Every fault that can be seen without any state.</summary>
    public abstract IReadOnlyList<Fault> Check(ICommand command);

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
internal sealed record Slice<TCommand, TState>(
    string Role,
    Func<TCommand, StreamRef> Stream,
    Func<TCommand, Faults> OwnCheck,
    Func<TCommand, TState, Known, Decision> OwnDecide,
    Func<TCommand, IEnumerable<string>>? OtherSources = null) : Slice(typeof(TCommand).Name, Role, typeof(TCommand))
    where TCommand : class, ICommand
    where TState : class
{
    public override IReadOnlyList<Fault> Check(ICommand command) =>
        OwnCheck((TCommand)command).Citation(command.Citation).Text("/reason", command.Reason, 1_000).Found;

    public override IReadOnlyList<StreamRef> Streams(ICommand command)
    {
        var streams = new List<StreamRef>(3) { Stream((TCommand)command) };
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

    public override Decision Decide(ICommand command, object state, Known known) => OwnDecide((TCommand)command, (TState)state, known);
}
