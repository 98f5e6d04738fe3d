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
    static string Actor(ICommand command) => command is ConfirmClosure or RejectClosure or ReopenCommitment or AcceptStatement ? "reviewer" : "officer";

    static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(2_000).WithEndSize(60);

    [Fact]
    public void What_was_decided_and_folded_decides_to_nothing_when_it_comes_again()
    {
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
                refused += first.Refusal is null ? 0 : 1;
            }
        }));
        Assert.True(refused > 1_000);
    }

    /// <summary>Else the properties say less than they seem to. The rarest events come once in some thousand histories, so it goes on until it has them.</summary>
    [Fact]
    public void The_generators_reach_every_event_there_is()
    {
        // A notice follows from no command but from the day.
        var missing = StoredNames.All.Select(n => n.Type).Where(t => t != typeof(NoticeRaised)).ToHashSet();
        for (var round = 0; round < 240 && missing.Count > 0; round++)
            foreach (var history in CommandGenerators.Histories.Generator.Sample(500, 60))
            {
                var world = new World();
                foreach (var command in history)
                    missing.ExceptWith(world.Send(command, Today, Actor(command)).Decision.Events.Select(e => e.GetType()));
            }
        Assert.Empty(missing);
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
