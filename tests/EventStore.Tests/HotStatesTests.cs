using CommitmentTracker.EventStore.Deciding;

namespace CommitmentTracker.Tests;

public sealed class HotStatesTests
{
    [Fact]
    public void A_stream_that_grew_by_a_batch_weighs_every_event_of_it_so_that_a_million_figures_are_not_all_kept()
    {
        var hot = new HotStates(capacity: 100);

        foreach (var stream in Enumerable.Range(0, 10).Select(n => $"s{n}"))
        {
            hot.Put(stream, At(0)); // as a decision loads it
            hot.Put(stream, At(50)); // and as its batch leaves it
        }

        Assert.Null(hot.Find("s0"));
        Assert.Equal(50, hot.Find("s9")!.Version);
    }

    [Fact]
    public void A_state_kept_is_not_replaced_by_an_earlier_one()
    {
        var hot = new HotStates();
        hot.Put("s", At(2));

        hot.Put("s", At(1));

        Assert.Equal(2, hot.Find("s")!.Version);
    }

    [Fact]
    public void What_is_used_again_stays_when_the_memory_turns()
    {
        var hot = new HotStates(capacity: 10);
        hot.Put("used", At(1));
        for (var n = 0; n < 40; n++)
        {
            hot.Put($"s{n}", At(1));
            Assert.NotNull(hot.Find("used"));
        }
        Assert.Null(hot.Find("s0"));
    }

    static Folded At(long version) => new(version, version, new());
}
