using System.Text.Json;
using System.Text.RegularExpressions;
using CommitmentTracker.Contracts;

namespace CommitmentTracker.Decisions.Tests;

/// <summary>
/// One sample of every event ever stored, in <c>contracts/golden</c>. What fails here would have failed on a log written years ago:
/// change the code, never the sample. A new shape is a new stored name, with its own sample and an upcast for the old one.
/// </summary>
public sealed partial class GoldenFileTests
{
    static readonly string Folder = Path.Combine(Repository.Root, "contracts", "golden");

    public static TheoryData<string> Names => [.. StoredNames.All.Select(n => n.Name)];

    [Theory, MemberData(nameof(Names))]
    public void A_stored_event_is_read_and_written_back_unchanged(string name)
    {
        var body = File.ReadAllBytes(Path.Combine(Folder, $"{name}.json"));
        using var golden = JsonDocument.Parse(body);
        var record = App.Types.Decode(name, body);
        using var written = JsonDocument.Parse(App.Types.Encode(record));

        Assert.Equal(StoredNames.All.Single(n => n.Name == name).Type, record.GetType());
        Assert.True(JsonElement.DeepEquals(golden.RootElement, written.RootElement), $"Read and written back it is {written.RootElement}");
    }

    [Theory, MemberData(nameof(Names))]
    public void A_sample_says_everything_its_event_can_say(string name)
    {
        // A turnover has no valuation; another sample of figures has one. The first samples of agreements are older than their citation, and than
        // what a signature means, who gave it and which act a mention speaks of; and no first sample of an act says when it was agreed for its day. The first
        // correction of a commitment had no quantity, deadline, recurrence, origin or questions; that of a meeting no place, holding or plan, that of a fact no number; the first delivery no obligor, the first accepted statement no day, the first resumption no party; the first added signature did not say what it meant, and the first merge and its undoing not why.
        var left = name switch { "commitment_corrected" => 11, "meeting_corrected" => 3, "fact_corrected" => 1, "agreement_signed" => 3, "agreement_corrected" or "agreement_resumed" => 2, "signature_added" or "statement_accepted" or "delivery_recorded" or "commitment_merged" or "commitment_unmerged" or "trade_figure_recorded" or "agreement_recorded" or "agreement_cited" or "agreement_entered_into_force" or "agreement_suspended" or "agreement_terminated"
            or "agreement_superseded" or "provisional_application_started" or "provisional_application_ended" => 1, _ => 0 };
        using var golden = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, $"{name}.json")));

        Assert.Equal(StoredNames.All.Single(n => n.Name == name).Type.GetProperties().Length - left, golden.RootElement.EnumerateObject().Count());
    }

    [Fact]
    public void Every_stored_name_has_its_sample_and_every_sample_its_name() => Assert.Equal(
        StoredNames.All.Select(n => $"{n.Name}.json").Order(StringComparer.Ordinal),
        Directory.EnumerateFiles(Folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));

    [Fact]
    public void Names_and_records_are_listed_once()
    {
        Assert.Equal(StoredNames.All.Count, StoredNames.All.DistinctBy(n => n.Name).Count());
        Assert.Equal(StoredNames.All.Count, StoredNames.All.DistinctBy(n => n.Type).Count());
    }

    /// <summary>Else a Marten program that is given these records would look for them under other names.</summary>
    [Fact]
    public void A_stored_name_is_what_Marten_makes_of_the_records_name() => Assert.All(StoredNames.All, n => Assert.Equal(Alias(n.Type.Name), n.Name));

    [Theory]
    [InlineData("TradeFigureRecorded", "trade_figure_recorded")]
    [InlineData("FOBValueRecorded", "fob_value_recorded")]
    [InlineData("Figure2Recorded", "figure_2_recorded")]
    [InlineData("TradeFigureRecordedV2", "trade_figure_recorded_v2")]
    public void Martens_rule_of_names(string record, string stored) => Assert.Equal(stored, Alias(record));

    [Fact]
    public void A_reader_of_old_events_ignores_members_it_does_not_know() =>
        Assert.NotNull(App.Types.Decode("source_text_added", """{"slug":"s","text":"t","sha256":"","later":{"a":1}}"""u8));

    static string Alias(string record) => Words().Replace(record, m => (m.Index == 0 ? "" : "_") + m.Value).ToLowerInvariant();

    [GeneratedRegex(@"V[0-9]+\z|[0-9]+|[A-Z]+(?![a-z])|[A-Z][a-z]*|[a-z]+")]
    private static partial Regex Words();
}
