using System.Diagnostics;

namespace CommitmentTracker.EventStore;

/// <summary>One append, encoded on its caller's thread: a turn only hands it on.</summary>
sealed class Pending
{
    internal Pending(Group group, Append append, EventTypes types)
    {
        if (append.Events.Count == 0)
            throw new ArgumentException($"The append to {append.Stream} holds no event.", nameof(append));
        Group = group;
        Append = append;
        Ids = new Guid[append.Events.Count];
        Bodies = new byte[append.Events.Count][];
        for (var i = 0; i < Ids.Length; i++)
        {
            // Made before the append: this is how a later look can tell for certain whether it was committed.
            Ids[i] = Guid.CreateVersion7();
            _ = types.NameOf(append.Events[i].GetType()); // throws here, to its caller, and not in a turn
            Bodies[i] = types.Encode(append.Events[i]);
            Bytes += Bodies[i].Length;
        }
        if (append.Metadata.Headers is { IsEmpty: false } headers)
            Headers = headers.ToArray();
        Result = Unstorable() is { } why ? new AppendResult.Rejected(new ArgumentException(why)) : null;
    }

    internal Group Group { get; }
    internal Append Append { get; }
    internal Guid[] Ids { get; }
    internal byte[][] Bodies { get; }
    internal byte[]? Headers { get; }
    internal int Bytes { get; }

    /// <summary>What this append comes to, if the turn it is in commits; an append refused before the queue has it at once.</summary>
    internal AppendResult? Result { get; set; }

    /// <summary>PostgreSQL's text and jsonb hold every character but U+0000. Better refused here than a turn rolled back.</summary>
    string? Unstorable()
    {
        if (Bodies.Any(HoldsNul) || (Headers is not null && HoldsNul(Headers)))
            return "The character U+0000 cannot be stored.";
        var (actor, correlation, causation, _) = Append.Metadata;
        foreach (var text in (ReadOnlySpan<string?>)[Append.Stream, Append.StreamType, actor, correlation, causation])
        {
            if (text?.Contains('\0') == true)
                return "The character U+0000 cannot be stored.";
            if (text is not null && HalfPair(text))
                return "Half of a surrogate pair is no character.";
        }
        return null;
    }

    /// <summary>The driver breaks the connection over it in the middle of a turn.</summary>
    static bool HalfPair(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !char.IsSurrogatePair(text, i++))
                return true;
        }
        return false;
    }

    static bool HoldsNul(byte[] json)
    {
        ReadOnlySpan<byte> rest = json;
        for (int at; (at = rest.IndexOf("\\u0000"u8)) >= 0; rest = rest[(at + 6)..])
        {
            // An even run of backslashes before it are escaped ones; an odd run makes this one a plain character.
            if ((at - 1 - rest[..at].LastIndexOfAnyExcept((byte)'\\')) % 2 == 0)
                return true;
        }
        return json.AsSpan().Contains((byte)0);
    }
}

/// <summary>The appends of one call: one entry of the queue, answered as a whole.</summary>
sealed class Group
{
    readonly TaskCompletionSource<AppendResult[]> answer;
    int left;
    int next;
    volatile bool over;
    HashSet<string>? broken;

    internal Group(IReadOnlyList<Append> appends, EventTypes types)
    {
        var items = new Pending[appends.Count];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = new Pending(this, appends[i], types);
            if (items[i].Result is null)
                (Waiting, Bytes) = (Waiting + 1, Bytes + items[i].Bytes);
            else
                Break(appends[i].Stream);
        }
        Items = items;
        left = Waiting;
        // A caller of one goes on where its answer is handed over, beside its neighbours of the turn; one of many has so much to do that they must not wait for it.
        answer = new(items.Length > 1 ? TaskCreationOptions.RunContinuationsAsynchronously : TaskCreationOptions.None);
        if (left == 0)
            answer.SetResult(Results());
    }

    internal IReadOnlyList<Pending> Items { get; }

    /// <summary>How many go to the queue: the rest was refused before it.</summary>
    internal int Waiting { get; }
    internal long Bytes { get; }
    internal long Queued { get; } = Stopwatch.GetTimestamp();
    internal ActivityContext Span { get; } = Activity.Current?.Context ?? default;
    internal Task<AppendResult[]> Answer => answer.Task;

    /// <summary>Nobody waits for it any more: what no turn has taken yet is not done.</summary>
    internal bool Over => over;

    /// <summary>The next append to go into a turn, or null at the group's end.</summary>
    internal Pending? Peek()
    {
        while (next < Items.Count && Items[next].Result is not null)
            next++;
        return next < Items.Count ? Items[next] : null;
    }

    internal void Take() => next++;

    /// <summary>
    /// An append to this stream is not written. Those of a group were decided one after another, the later on what the earlier would leave, and a version
    /// does not tell whose event stands there: where an earlier one lost its place to another writer's, a later one would find the number that it expects,
    /// and rest on something it never saw.
    /// </summary>
    internal void Break(string stream) => (broken ??= new(StringComparer.Ordinal)).Add(stream);

    /// <summary>Whether what is in this stream is not what the group's decisions saw.</summary>
    internal bool IsBroken(string stream) => broken?.Contains(stream) == true;

    /// <summary>What no turn has taken.</summary>
    internal IEnumerable<Pending> Untaken => Items.Skip(next).Where(i => i.Result is null);

    internal void Done()
    {
        // Two turns' answers may be on their way at once.
        if (Interlocked.Decrement(ref left) == 0)
            answer.TrySetResult(Results());
    }

    internal void Fail(Exception error) => End(answer => answer.TrySetException(error));

    internal void Cancel(CancellationToken ct) => End(answer => answer.TrySetCanceled(ct));

    /// <summary>Not where the loop or the canceller stands: what the caller does next is none of theirs.</summary>
    void End(Action<TaskCompletionSource<AppendResult[]>> how)
    {
        over = true;
        ThreadPool.UnsafeQueueUserWorkItem(how, answer, preferLocal: false);
    }

    AppendResult[] Results()
    {
        var results = new AppendResult[Items.Count];
        for (var i = 0; i < results.Length; i++)
            results[i] = Items[i].Result!;
        return results;
    }
}
