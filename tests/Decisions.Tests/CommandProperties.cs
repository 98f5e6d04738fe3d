using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Notices;
using CommitmentTracker.Contracts.Review;
using FsCheck;
using FsCheck.Fluent;

namespace CommitmentTracker.Decisions.Tests;

/// <summary>What holds for every command on every history; every event is written and read back on the way, so that none fails to fold.</summary>
public sealed class CommandProperties
{
    static readonly DateOnly Today = Scenario.Day("2024-12-31");
    /// <summary>What takes two people is confirmed by the second.</summary>
    static string Actor(ICommand command) => command is ConfirmClosure or RejectClosure or ReopenCommitment ? "reviewer" : "officer";

    static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(4_000).WithEndSize(60);

    [Fact]
    public void What_was_decided_and_folded_decides_to_nothing_when_it_comes_again()
    {
        var seen = new HashSet<Type>();
        var refused = 0;
        Check.One(Thorough, Prop.ForAll(CommandGenerators.Histories, history =>
        {
            var world = new World();
            foreach (var command in history)
            {
                var first = world.Send(command, Today, Actor(command)).Decision;
                var again = world.Decide(command, Today, Actor(command)).Decision;
                if (first.Refusal is null)
                    Assert.True(again is { Events.Count: 0, Refusal: null }, $"{command} again: {again}");
                else
                    Assert.Equal((first.Refusal.Problem, first.Refusal.Detail), (again.Refusal?.Problem, again.Refusal?.Detail));
                seen.UnionWith(first.Events.Select(e => e.GetType()));
                refused += first.Refusal is null ? 0 : 1;
            }
        }));
        // The generators reach every event there is, or the property says less than it seems to.
        // A notice follows from no command but from the day.
        Assert.Equal(StoredNames.All.Select(n => n.Type.Name).Where(n => n != nameof(NoticeRaised)).Order(StringComparer.Ordinal), seen.Select(t => t.Name).Order(StringComparer.Ordinal));
        Assert.True(refused > 1_000);
    }

    /// <remarks>
    /// Not so for a command that brought none, such as a withdrawal of what was withdrawn on another day and has been reinstated since.
    /// </remarks>
    [Fact]
    public void A_command_that_brought_events_brings_none_when_the_whole_history_is_sent_again() =>
        Check.One(Thorough, Prop.ForAll(CommandGenerators.Histories, history =>
        {
            var world = new World();
            var effective = history.Where(c => world.Send(c, Today, Actor(c)).Decision.Events.Count > 0).ToList();
            foreach (var command in effective)
                Assert.True(world.Send(command, Today, Actor(command)).Decision.Events.Count == 0, $"{command} again, after all the others, makes an event");
        }));
}
