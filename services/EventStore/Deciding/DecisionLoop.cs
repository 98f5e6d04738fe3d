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
    const int Attempts = 16;

    readonly ColdReads cold = new(store);

    /// <summary>An outcome for each work, in order.</summary>
    /// <exception cref="StoreOverloadedException">The queue is full; of many works some may be written. Sending all again is safe.</exception>
    /// <exception cref="StoreUnavailableException">The database cannot be reached, or the outcome is unknown; sending again is safe.</exception>
    public async ValueTask<Outcome[]> Run(IReadOnlyList<Work> works, CancellationToken ct)
    {
        var outcomes = new Outcome[works.Count];
        var todo = new List<int>(works.Count);
        for (var i = 0; i < works.Count; i++)
            todo.Add(i);
        for (var attempt = 1; ; attempt++)
        {
            var turn = new Turn(works, store, cold, hot);
            await turn.Load(todo, ct);
            await turn.DecideAndAppend(todo, outcomes, ct);
            // What is written is written: deciding it again, because a neighbour's conflict marked its stream, would answer "nothing new".
            todo.RemoveAll(i => outcomes[i] is { Kind: OutcomeKind.Written or OutcomeKind.Rejected } || !turn.Moved(works[i]));
            if (todo.Count == 0)
                return outcomes;
            if (attempt == Attempts)
            {
                foreach (var i in todo)
                    outcomes[i] = new(OutcomeKind.Contended, 0, 0, []);
                return outcomes;
            }
            // Jitter: without it the same writers meet again at the next attempt.
            if (attempt > 1)
                await Task.Delay(Random.Shared.Next(1, 4 << Math.Min(attempt, 5)), ct);
        }
    }

    /// <summary>A stream during one pass.</summary>
    sealed class Slot(Folded loaded, bool remembered)
    {
        /// <summary>As it was before the pass.</summary>
        public Folded Loaded { get; set; } = loaded;

        /// <summary>As it is by what the pass has decided so far.</summary>
        public Folded Now { get; set; } = loaded;

        /// <summary>Whether it came from memory, so that an answer resting on it alone must be verified.</summary>
        public bool Remembered => remembered;

        public bool Doubtful { get; set; }

        public bool Appended { get; set; }

        /// <summary>Whether it turned out to have changed: every work that looked at it goes again.</summary>
        public bool Moved { get; set; }
    }

    /// <summary>One pass over the works still to do.</summary>
    sealed class Turn(IReadOnlyList<Work> works, Store store, ColdReads cold, HotStates hot)
    {
        readonly Dictionary<string, Slot> slots = new(StringComparer.Ordinal);

        public bool Moved(Work work)
        {
            foreach (var stream in work.Streams)
                if (slots[stream.Id].Moved)
                    return true;
            return false;
        }

        public async ValueTask Load(List<int> todo, CancellationToken ct)
        {
            List<StreamRef>? missing = null;
            foreach (var i in todo)
                foreach (var stream in works[i].Streams)
                {
                    if (slots.ContainsKey(stream.Id))
                        continue;
                    var remembered = hot.Find(stream.Id);
                    slots[stream.Id] = new(remembered ?? new(0, 0, stream.Type.Initial), remembered is not null);
                    if (remembered is null)
                        (missing ??= []).Add(stream);
                }
            if (missing is null)
                return;
            var states = await cold.Read(missing, ct);
            foreach (var stream in missing)
            {
                var slot = slots[stream.Id];
                slot.Loaded = slot.Now = states[stream.Id];
                hot.Put(stream.Id, slot.Loaded);
            }
        }

        public async ValueTask DecideAndAppend(List<int> todo, Outcome[] outcomes, CancellationToken ct)
        {
            var (appends, appending) = (new List<Append>(todo.Count), new List<int>(todo.Count));
            foreach (var i in todo)
                if (Decide(works[i], out outcomes[i]) is { } append)
                {
                    appends.Add(append);
                    appending.Add(i);
                }
            if (appends.Count > 0)
            {
                var results = await store.Append(appends, ct);
                for (var n = 0; n < results.Length; n++)
                    Settle(appending[n], appends[n], results[n], outcomes);
            }
            await Verify(ct);
            foreach (var (id, slot) in slots)
                if (slot.Moved)
                    hot.Forget(id);
                else if (slot.Appended)
                    hot.Put(id, slot.Now);
            foreach (var i in todo)
                if (outcomes[i] is { Kind: OutcomeKind.Unchanged } same && slots[works[i].Streams[0].Id].Now is var state && state.Version == same.Version)
                    outcomes[i] = same with { Position = state.Position };
        }

        /// <summary>What a work wants appended; or null, and then its outcome, if nothing it looked at has moved.</summary>
        Append? Decide(Work work, out Outcome outcome)
        {
            var states = new Folded[work.Streams.Count];
            for (var n = 0; n < states.Length; n++)
                states[n] = slots[work.Streams[n].Id].Now;
            var (own, before) = (work.Streams[0], states[0]);
            var decided = work.Decide(states);
            // Who insists on a version that has passed, but wants only what is already so, is told that it is so (RFC 9110 §13.1.1).
            var stale = work.Expected is { } expected && expected != before.Version && (decided.Events.Count > 0 || decided.Refusal is not null);
            outcome = null!;
            // A dry run takes each command as the register stands: how a batch was cut into packets must not matter.
            if (!stale && decided.Events.Count > 0 && !work.DryRun)
            {
                slots[own.Id].Now = new(before.Version + decided.Events.Count, before.Position, decided.Events.Aggregate(before.State, (state, e) => own.Type.Fold(state, e, decided.Metadata!.Headers)));
                var reads = new StreamVersion[states.Length - 1];
                for (var n = 0; n < reads.Length; n++)
                    reads[n] = new(work.Streams[n + 1].Id, states[n + 1].Version);
                return new(own.Id, own.Type.Alias, before.Version, decided.Events, decided.Metadata!, reads);
            }
            outcome = new(
                stale ? OutcomeKind.Stale : decided.Refusal is not null ? OutcomeKind.Refused : decided.Events.Count > 0 ? OutcomeKind.WouldWrite : OutcomeKind.Unchanged,
                before.Version, before.Position, decided.Events, decided);
            foreach (var stream in work.Streams)
                slots[stream.Id].Doubtful = slots[stream.Id].Remembered;
            return null;
        }

        void Settle(int work, Append append, AppendResult result, Outcome[] outcomes)
        {
            var slot = slots[append.Stream];
            switch (result)
            {
                case AppendResult.Appended done:
                    slot.Appended = true;
                    slot.Now = slot.Now with { Position = done.Position };
                    outcomes[work] = new(OutcomeKind.Written, done.Version, done.Position, append.Events);
                    break;
                case AppendResult.Conflict conflict:
                    slot.Moved = slots[conflict.Stream].Moved = true;
                    break;
                case AppendResult.Rejected rejected:
                    // What later works of this pass decided rested on it: they go again, this one does not.
                    slot.Moved = true;
                    outcomes[work] = new(OutcomeKind.Rejected, append.ExpectedVersion, 0, [], Error: rejected.Error);
                    break;
            }
        }

        /// <summary>An answer that nothing is to be done, or a refusal, must not rest on a state that another node has changed since.</summary>
        async ValueTask Verify(CancellationToken ct)
        {
            List<string>? doubtful = null;
            foreach (var (id, slot) in slots)
                if (slot is { Doubtful: true, Appended: false })
                    (doubtful ??= []).Add(id);
            if (doubtful is null)
                return;
            var versions = await store.Versions(doubtful, ct);
            for (var n = 0; n < doubtful.Count; n++)
                slots[doubtful[n]].Moved |= versions[n] != slots[doubtful[n]].Loaded.Version;
        }
    }
}
