using CommitmentTracker.EventStore;
using CommitmentTracker.EventStore.Deciding;

namespace CommitmentTracker.Tests;

public sealed class DecisionLoopTests(Postgres postgres)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    sealed record Tons(int Sum);

    static readonly StreamType Kind = StreamType.Of("aid", "tons", new Tons(0), (tons, e) => tons with { Sum = tons.Sum + ((FlourPromised)e).Tons });

    /// <summary>Promises once more on the first stream, having looked at the others; nothing when the sum is reached.</summary>
    static Work Promise(int upTo, params string[] streams) => new([.. streams.Select(Kind.Stream)], states =>
        ((Tons)states[0].State).Sum >= upTo ? new([]) : new([new FlourPromised(1)], null, new Metadata("officer")));

    [Fact]
    public async Task What_is_written_is_not_decided_again_when_a_neighbour_of_its_stream_conflicts()
    {
        await using var log = await Log.Make(postgres, Ct);
        var (here, elsewhere) = (log.Node(), log.Node());
        var loop = new DecisionLoop(here, new HotStates());
        await loop.Run([Promise(1, "x"), Promise(1, "y"), Promise(1, "s")], Ct);
        await elsewhere.Append([Log.Promise("aid:y", 1)], Ct); // this node still remembers y as it was

        var outcomes = await loop.Run([Promise(2, "s", "x"), Promise(3, "s", "y")], Ct);

        Assert.Equal([OutcomeKind.Written, OutcomeKind.Written], outcomes.Select(o => o.Kind));
        Assert.Equal([2L, 3L], outcomes.Select(o => o.Version));
        await log.Sound(Ct);
    }

    [Fact]
    public async Task That_nothing_is_to_be_done_is_not_said_of_a_state_another_node_has_changed()
    {
        await using var log = await Log.Make(postgres, Ct);
        var (here, elsewhere) = (new DecisionLoop(log.Node(), new HotStates()), log.Node());
        await here.Run([Promise(1, "s")], Ct);
        await elsewhere.Append([Log.Promise("aid:s", 1, tons: -1)], Ct);

        var outcome = (await here.Run([Promise(1, "s")], Ct))[0];

        Assert.Equal((OutcomeKind.Written, 3L), (outcome.Kind, outcome.Version));
    }

    [Fact]
    public async Task What_was_decided_on_events_that_lost_their_places_is_not_written_behind_another_nodes_as_many()
    {
        await using var log = await Log.Make(postgres, Ct);
        var (store, elsewhere) = (log.Node(), log.Node());
        var here = new DecisionLoop(store, new HotStates());
        await here.Run([Promise(1, "s")], Ct);
        // As many as go into one turn: the version that the next of ours expects is then there, and is not ours.
        await elsewhere.Append([.. Enumerable.Range(1, 512).Select(n => Log.Promise("aid:s", n, tons: 0))], Ct);

        await here.Run([.. Enumerable.Range(0, 513).Select(_ => new Work([Kind.Stream("s")], states =>
            new([new FlourPromised(1, $"{((Tons)states[0].State).Sum}")], null, new Metadata("officer"))))], Ct);

        var sum = 0;
        foreach (var promised in (await store.ReadStreams([new("aid:s", 0)], Ct)).Select(e => (FlourPromised)e.Data))
        {
            if (promised.Note.Length > 0)
                Assert.Equal($"{sum}", promised.Note); // what it was decided on
            sum += promised.Tons;
        }
        Assert.Equal(514, sum);
    }

    [Fact]
    public async Task A_dry_run_takes_each_command_as_the_register_stands()
    {
        await using var log = await Log.Make(postgres, Ct);
        var loop = new DecisionLoop(log.Node(), new HotStates());

        var outcomes = await loop.Run([Promise(9, "s") with { DryRun = true }, Promise(9, "s") with { DryRun = true }], Ct);

        Assert.Equal([(OutcomeKind.WouldWrite, 0L), (OutcomeKind.WouldWrite, 0L)], outcomes.Select(o => (o.Kind, o.Version)));
        Assert.Equal(0, await log.One<long>("select count(*) from mt_events", Ct));
    }

    [Fact]
    public async Task Many_callers_who_each_begin_a_stream_all_get_theirs()
    {
        await using var log = await Log.Make(postgres, Ct);
        var loop = new DecisionLoop(log.Node(), new HotStates());

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(async n => (await loop.Run([Promise(1, $"s-{n % 150}")], Ct))[0]));

        Assert.Equal(150, outcomes.Count(o => o.Kind == OutcomeKind.Written));
        Assert.Equal(50, outcomes.Count(o => o.Kind == OutcomeKind.Unchanged));
        await log.Sound(Ct);
    }

    [Fact]
    public async Task A_stream_that_cannot_be_folded_fails_its_own_command_and_no_neighbour()
    {
        await using var log = await Log.Make(postgres, Ct);
        var node = log.Node();
        var loop = new DecisionLoop(node, new HotStates());
        await node.Append([new("aid:bad", "tons", 0, [new FlourDelivered(1)], new Metadata("officer"), [])], Ct);

        var good = Enumerable.Range(0, 50).Select(n => loop.Run([Promise(1, $"s-{n}")], Ct).AsTask()).ToList();
        var bad = loop.Run([Promise(1, "bad")], Ct).AsTask();

        Assert.All(await Task.WhenAll(good), o => Assert.Equal(OutcomeKind.Written, o[0].Kind));
        await Assert.ThrowsAsync<InvalidCastException>(() => bad);
    }
}
