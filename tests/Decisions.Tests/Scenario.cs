using System.Globalization;
using System.Text.Json;
using CommitmentTracker.Agreements;
using CommitmentTracker.Commitments;
using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Meetings;
using CommitmentTracker.Contracts.Sources;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.EventStore.Deciding;
using CommitmentTracker.Facts;
using CommitmentTracker.Meetings;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;
using CommitmentTracker.Sources;
using CommitmentTracker.Targets;
using CommitmentTracker.Trade;

namespace CommitmentTracker.Decisions.Tests;

/// <summary>
/// Given what has happened, when a command comes, then these events, or nothing, or a refusal. A command goes the product's whole pure
/// way: JSON, check, fold, citation, decision.
/// </summary>
sealed class Scenario
{
    /// <summary>A registered source without its text, one with it, and another without.</summary>
    public static readonly SourceRegistered
        Kazinform = new("kazinform-2024", "Talks in Dushanbe", "Kazinform", DateSpan.Parse("2024-08-22"), "en"),
        Bns = new("bns", "Foreign trade by country", "Bureau of National Statistics", DateSpan.Parse("2024-07-25"), "ru"),
        Trend = new("trend-2023", "Trade grows", "Trend", DateSpan.Parse("2023-05-04"), "en");

    public static readonly SourceTextAdded KazinformText = AddSourceTextSlice.Added(
        "kazinform-2024", "We’re setting a goal to bring the volume of mutual trade to up to 2 billion US dollars, the pervious meeting notwithstanding.");

    readonly World world = new();
    DateOnly today = Day("2026-11-22");
    string actor = "officer";

    /// <summary>Events of any streams; the three sources above are always registered.</summary>
    public static Scenario Given(params object[] events)
    {
        var scenario = new Scenario();
        foreach (var e in (object[])[Kazinform, KazinformText, Bns, Trend, .. events])
            scenario.world.Add(e);
        return scenario;
    }

    /// <summary>The calendar day on which the command comes.</summary>
    public Scenario On(string day)
    {
        today = Day(day);
        return this;
    }

    /// <summary>Who sends the command.</summary>
    public Scenario By(string who)
    {
        actor = who;
        return this;
    }

    /// <summary>What the command cites the thing it is about has been cited for before, as if the command had been sent then.</summary>
    public Answer When(ICommand command)
    {
        world.Cite(command);
        return world.Decide(command, today, actor);
    }

    /// <summary>What the command cites is new.</summary>
    public Answer WhenInOtherWords(ICommand command) => world.Decide(command, today, actor);

    public static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>What a command was answered, and the verbs that say what it should have been.</summary>
sealed record Answer(Decision Decision, LocatedCitation? Citation = null)
{
    public Answer Then(params object[] events)
    {
        Assert.True(Decision.Refusal is null, $"Refused: {Decision.Refusal?.Detail} {string.Join("; ", Decision.Refusal?.Faults ?? [])}");
        Assert.Equal(events.Select(World.Written), Decision.Events.Select(World.Written));
        return this;
    }

    public Answer ThenNothing() => Then();

    /// <param name="problem">What kind of refusal.</param>
    /// <param name="pointers">The JSON pointers at which it finds faults, all of them, in any order.</param>
    public Answer ThenRefused(Problem problem, params string[] pointers)
    {
        Assert.True(Decision.Refusal is not null, $"Not refused, but: {string.Join("; ", Decision.Events.Select(World.Written))}");
        Assert.Equal(problem, Decision.Refusal.Problem);
        Assert.Equal(pointers.Order(StringComparer.Ordinal), (Decision.Refusal.Faults ?? []).Select(f => f.Pointer).Distinct().Order(StringComparer.Ordinal));
        Assert.Empty(Decision.Events);
        return this;
    }

    public Answer WithWarning(string part)
    {
        Assert.Contains(Decision.Warnings ?? [], w => w.Contains(part, StringComparison.Ordinal));
        return this;
    }
}

/// <summary>Streams and their states, as the store would fold them: every event is written and read back before it counts.</summary>
sealed class World
{
    static readonly Dictionary<Type, Slice> Slices = App.Slices.ToDictionary(s => s.CommandType);
    readonly Dictionary<string, object> states = new(StringComparer.Ordinal);

    public Answer Decide(ICommand command, DateOnly today, string actor = "officer")
    {
        var slice = Slices[command.GetType()];
        var (given, refusal) = CommandBody.Read(slice, JsonSerializer.SerializeToUtf8Bytes(command, command.GetType(), ContractJson.Stored), today);
        if (given is null)
            return new(refusal!);
        var streams = slice.Streams(given.Command);
        var (decision, citation) = Commands.Decide(given, streams, [.. streams.Select(StateOf)], actor);
        Assert.All(decision.Events, e => Assert.Equal(streams[0].Id, StreamOf(e).Id));
        return new(decision, citation);
    }

    /// <summary>Takes note of a command's citation, as if an event had borne it.</summary>
    public void Cite(ICommand command)
    {
        var slice = Slices[command.GetType()];
        if (command.Citation is { } citation && CommandBody.Read(slice, JsonSerializer.SerializeToUtf8Bytes(command, command.GetType(), ContractJson.Stored), DateOnly.MaxValue).Item1 is { } given
            && slice.Streams(given.Command)[0] is var stream && StateOf(stream) is ICited { Exists: true } entry)
            states[stream.Id] = entry.Citing(citation);
    }

    /// <summary>Decides and takes the events in.</summary>
    public Answer Send(ICommand command, DateOnly today, string actor = "officer")
    {
        var answer = Decide(command, today, actor);
        foreach (var e in answer.Decision.Events)
            Add(e, answer.Citation);
        return answer;
    }

    public void Add(object e, LocatedCitation? citation = null)
    {
        var (stream, headers) = (StreamOf(e), citation is null ? default : JsonSerializer.SerializeToUtf8Bytes(new EventHeaders(null, citation), ContractJson.Stored));
        states[stream.Id] = stream.Type.Fold(StateOf(stream), App.Types.Decode(App.Types.NameOf(e.GetType()), App.Types.Encode(e)), headers);
    }

    /// <summary>Stored name and body: records that hold lists are not equal by themselves.</summary>
    public static string Written(object e) => $"{App.Types.NameOf(e.GetType())} {JsonSerializer.Serialize(e, e.GetType(), ContractJson.Stored)}";

    object StateOf(StreamRef stream) => states.GetValueOrDefault(stream.Id, stream.Type.Initial);

    /// <summary>Every event names the thing it is about.</summary>
    static StreamRef StreamOf(object e)
    {
        var json = JsonSerializer.SerializeToElement(e, e.GetType(), ContractJson.Stored);
        string Of(string member) => json.GetProperty(member).GetString()!;
        return e.GetType().Namespace!.Split('.')[^1] switch
        {
            "Agreements" => Agreement.Kind.Stream(Of("slug")),
            "Commitments" => Commitment.Kind.Stream(Of("slug")),
            "Facts" => Fact.Kind.Stream(Of("slug")),
            "Meetings" => (e is MechanismRecorded or MechanismCorrected ? Mechanism.Kind : Meeting.Kind).Stream(Of("slug")),
            "Review" => Entries.Ref(Of("entry"))!.Value,
            "Sources" => Source.Kind.Stream(Of("slug")),
            "Targets" => Target.Kind.Stream(Of("slug")),
            "Trade" => TradeSeries.Kind.Stream($"{Of("reporter")}-{Of("partner")}"),
            var other => throw new ArgumentException($"Say here which stream events of {other} belong to."),
        };
    }
}
