namespace CommitmentTracker.EventStore.Deciding;

/// <summary>One command on its way: which streams it looks at and what it decides on them.</summary>
/// <param name="Streams">The first is the one it appends to; the others it only reads.</param>
/// <param name="Decide">Pure: the streams' states, in the same order, give events, nothing, or a refusal. May run several times.</param>
/// <param name="Expected">Version the caller insists on (<c>If-Match</c>), or null.</param>
/// <param name="DryRun">Decide only.</param>
public sealed record Work(IReadOnlyList<StreamRef> Streams, Func<IReadOnlyList<Folded>, Decided> Decide, long? Expected = null, bool DryRun = false);

/// <summary>What a command decided.</summary>
/// <param name="Events">Events to append; none when everything is already so.</param>
/// <param name="Refusal">Why not, or null. With a refusal there are no events.</param>
/// <param name="Metadata">Who and why; null where nothing is appended.</param>
public sealed record Decided(IReadOnlyList<object> Events, object? Refusal = null, Metadata? Metadata = null);

/// <summary>What became of a <see cref="Work"/>.</summary>
/// <param name="Kind">Which of the endings.</param>
/// <param name="Version">The stream's version now.</param>
/// <param name="Position">Position of the stream's last event.</param>
/// <param name="Events">What was appended (in a dry run: would be).</param>
/// <param name="Decided">The decision it rests on.</param>
/// <param name="Error">For <see cref="OutcomeKind.Rejected"/>.</param>
public sealed record Outcome(OutcomeKind Kind, long Version, long Position, IReadOnlyList<object> Events, Decided? Decided = null, Exception? Error = null);

/// <summary>The endings of a <see cref="Work"/>.</summary>
public enum OutcomeKind
{
    /// <summary>Events were appended and are durable.</summary>
    Written,
    /// <summary>Everything was already so.</summary>
    Unchanged,
    /// <summary>A dry run that would have written.</summary>
    WouldWrite,
    /// <summary>Refused by the decision, on a state verified against the database.</summary>
    Refused,
    /// <summary>The stream is not at the version the caller insists on.</summary>
    Stale,
    /// <summary>Others kept changing the streams; ask again.</summary>
    Contended,
    /// <summary>PostgreSQL refused the append.</summary>
    Rejected,
}

/// <summary>
/// Load, decide, append; on a conflict load again and decide again. Many commands go in one turn, in order, each deciding on what the
/// ones before it decided; one command is a list of one.
/// </summary>
public sealed class DecisionLoop(Store store, HotStates hot)
{
    const int Attempts = 8;

    /// <summary>An outcome for each work, in order.</summary>
    /// <exception cref="StoreOverloadedException">The queue is full; nothing of these was written.</exception>
    /// <exception cref="StoreUnavailableException">The database cannot be reached, or the outcome is unknown; sending again is safe.</exception>
    public async ValueTask<Outcome[]> Run(IReadOnlyList<Work> works, CancellationToken ct)
    {
        var outcomes = new Outcome[works.Count];
        var todo = Enumerable.Range(0, works.Count).ToList();
        for (var attempt = 1; ; attempt++)
        {
            var turn = new Turn(works);
            await turn.Load(todo, store, hot, ct);
            var moved = await turn.DecideAndAppend(todo, outcomes, store, hot, ct);
            todo.RemoveAll(i => outcomes[i] is { Kind: OutcomeKind.Rejected } || !works[i].Streams.Any(s => moved.Contains(s.Id)));
            if (todo.Count == 0)
                return outcomes;
            foreach (var stream in moved)
                hot.Forget(stream);
            if (attempt == Attempts)
            {
                foreach (var i in todo)
                    outcomes[i] = new(OutcomeKind.Contended, 0, 0, []);
                return outcomes;
            }
            // Jitter: without it the same writers meet again at the next attempt.
            if (attempt > 1)
                await Task.Delay(Random.Shared.Next(1, 4 << attempt), ct);
        }
    }

    /// <summary>One pass over the works still to do.</summary>
    sealed class Turn(IReadOnlyList<Work> works)
    {
        readonly Dictionary<string, Folded> loaded = new(StringComparer.Ordinal);
        readonly Dictionary<string, Folded> now = new(StringComparer.Ordinal);
        readonly HashSet<string> fromMemory = new(StringComparer.Ordinal);
        readonly HashSet<string> appended = new(StringComparer.Ordinal);

        public async ValueTask Load(List<int> todo, Store store, HotStates hot, CancellationToken ct)
        {
            List<StreamRef>? missing = null;
            foreach (var i in todo)
                foreach (var stream in works[i].Streams)
                {
                    if (loaded.ContainsKey(stream.Id))
                        continue;
                    if (hot.Find(stream.Id) is { } state)
                    {
                        loaded[stream.Id] = state;
                        fromMemory.Add(stream.Id);
                    }
                    else
                    {
                        loaded[stream.Id] = new(0, 0, stream.Type.Initial);
                        (missing ??= []).Add(stream);
                    }
                }
            if (missing is not null)
            {
                foreach (var (id, state) in await Folding.Read(missing, store, ct))
                {
                    loaded[id] = state;
                    hot.Put(id, state);
                }
            }
            foreach (var (id, state) in loaded)
                now[id] = state;
        }

        /// <returns>The streams that turned out to have moved: every work that looked at one must go again.</returns>
        public async ValueTask<HashSet<string>> DecideAndAppend(List<int> todo, Outcome[] outcomes, Store store, HotStates hot, CancellationToken ct)
        {
            var appends = new List<Append>(todo.Count);
            var appending = new List<int>(todo.Count);
            HashSet<string>? doubtful = null;
            foreach (var i in todo)
            {
                var work = works[i];
                var stream = work.Streams[0];
                var states = work.Streams.Count == 1 ? [now[stream.Id]] : work.Streams.Select(s => now[s.Id]).ToArray();
                var decided = work.Decide(states);
                var before = states[0];
                var stale = work.Expected is { } expected && expected != before.Version && (decided.Events.Count > 0 || decided.Refusal is not null);
                if (stale || decided.Events.Count == 0 || work.DryRun)
                {
                    outcomes[i] = new(
                        stale ? OutcomeKind.Stale : decided.Refusal is not null ? OutcomeKind.Refused
                            : decided.Events.Count > 0 ? OutcomeKind.WouldWrite : OutcomeKind.Unchanged,
                        before.Version, before.Position, decided.Events, decided);
                    foreach (var s in work.Streams)
                        if (fromMemory.Contains(s.Id))
                            (doubtful ??= []).Add(s.Id);
                    if (outcomes[i].Kind == OutcomeKind.WouldWrite)
                        now[stream.Id] = After(before, stream, decided);
                    continue;
                }
                appends.Add(new(stream.Id, stream.Type.Alias, before.Version, decided.Events, decided.Metadata!,
                    work.Streams.Count == 1 ? [] : [.. work.Streams.Skip(1).Select((s, n) => new StreamVersion(s.Id, states[n + 1].Version))]));
                appending.Add(i);
                now[stream.Id] = After(before, stream, decided);
            }
            var moved = new HashSet<string>(StringComparer.Ordinal);
            if (appends.Count > 0)
            {
                var results = await store.Append(appends, ct);
                for (var n = 0; n < results.Length; n++)
                    Settle(appending[n], appends[n], results[n], outcomes, moved);
            }
            // An answer that nothing is to be done, or a refusal, must not rest on a state that another node has changed since.
            if (doubtful is not null)
            {
                var ids = doubtful.ToList();
                var versions = await store.Versions(ids, ct);
                for (var n = 0; n < ids.Count; n++)
                    if (versions[n] != loaded[ids[n]].Version && !appended.Contains(ids[n]))
                        moved.Add(ids[n]);
            }
            foreach (var id in appended)
                if (!moved.Contains(id))
                    hot.Put(id, now[id]);
            foreach (var i in todo)
                if (outcomes[i] is { Kind: OutcomeKind.Unchanged } same && now[works[i].Streams[0].Id] is var state && state.Version == same.Version)
                    outcomes[i] = same with { Position = state.Position };
            return moved;
        }

        static Folded After(Folded before, StreamRef stream, Decided decided) => before with
        {
            Version = before.Version + decided.Events.Count,
            State = decided.Events.Aggregate(before.State, stream.Type.Evolve),
        };

        void Settle(int work, Append append, AppendResult result, Outcome[] outcomes, HashSet<string> moved)
        {
            switch (result)
            {
                case AppendResult.Appended done:
                    appended.Add(append.Stream);
                    outcomes[work] = new(OutcomeKind.Written, done.Version, done.Position, append.Events);
                    now[append.Stream] = now[append.Stream] with { Position = done.Position };
                    break;
                case AppendResult.Conflict conflict:
                    moved.Add(conflict.Stream);
                    moved.Add(append.Stream);
                    break;
                case AppendResult.Rejected rejected:
                    outcomes[work] = new(OutcomeKind.Rejected, append.ExpectedVersion, 0, [], Error: rejected.Error);
                    // What later works of this turn decided rested on it: they go again, this one does not.
                    moved.Add(append.Stream);
                    break;
            }
        }
    }
}
