namespace CommitmentTracker.EventStore.Deciding;

/// <summary>
/// Reads the streams that are not in memory. While one query is under way the next commands' streams gather and go together: many callers who
/// each begin a new stream cost one query a turn, not one each.
/// </summary>
sealed class ColdReads(Store store)
{
    readonly Lock gate = new();
    List<Ask> waiting = [];
    bool reading;

    sealed class Ask(IReadOnlyList<StreamRef> streams)
    {
        public IReadOnlyList<StreamRef> Streams => streams;
        public TaskCompletionSource<IReadOnlyDictionary<string, Folded>> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>The states of at least these streams, as the database holds them after this call.</summary>
    public Task<IReadOnlyDictionary<string, Folded>> Read(IReadOnlyList<StreamRef> streams, CancellationToken ct)
    {
        var ask = new Ask(streams);
        lock (gate)
        {
            waiting.Add(ask);
            if (reading)
                return ask.Answer.Task.WaitAsync(ct);
            reading = true;
        }
        _ = ReadOn();
        return ask.Answer.Task.WaitAsync(ct);
    }

    async Task ReadOn()
    {
        while (true)
        {
            List<Ask> asks;
            lock (gate)
            {
                if (waiting.Count == 0)
                {
                    reading = false;
                    return;
                }
                (asks, waiting) = (waiting, []);
            }
            try
            {
                var states = await Folding.Read([.. asks.SelectMany(a => a.Streams)], store, CancellationToken.None);
                foreach (var ask in asks)
                    ask.Answer.SetResult(states);
            }
            catch (Exception e) when (asks.Count == 1)
            {
                asks[0].Answer.SetException(e);
            }
            catch
            {
                // One stream that cannot be folded must not fail its neighbours: each on its own then.
                foreach (var ask in asks)
                    await Alone(ask);
            }
        }
    }

    async Task Alone(Ask ask)
    {
        try
        {
            ask.Answer.SetResult(await Folding.Read(ask.Streams, store, CancellationToken.None));
        }
        catch (Exception e)
        {
            ask.Answer.SetException(e);
        }
    }
}
