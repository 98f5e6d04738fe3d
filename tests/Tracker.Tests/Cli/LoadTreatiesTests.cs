using System.Globalization;
using CommitmentTracker.Cli.Treaties;
using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Tests;
using CsvHelper;

namespace CommitmentTracker.Tracker.Tests.Cli;

/// <summary>Tables of treaties into the register.</summary>
public sealed class LoadTreatiesTests(Postgres postgres)
{
    const string Header = "record_id,type,title,subject,parties,signed_on,signed_at,adopted_on,provisional_eif_on,eif_on,terminated_on,terminated_effective_on,withdrawn_on\n";

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void A_row_becomes_commands_in_the_order_of_a_treatys_life()
    {
        var row = Assert.Single(Read("""1,BI,"Convention, on parcels",POSTAL,SIAM | UNITED KINGDOM | Hong Kong,1895-11-12,Bangkok,1895-11-01,1895-12-01,1896-01-01,1907-10-29,1908-11-01,"""));

        Assert.Equal((2, "1", (string?)null), (row.Line, row.Id, row.Skipped));
        Assert.Equal(["RecordAgreement", "AdoptAgreement", "StartProvisionalApplication", "EnterIntoForce", "TerminateAgreement"], row.Commands.Select(c => c.GetType().Name));
        var recorded = Assert.IsType<RecordAgreement>(row.Commands[0]);
        Assert.Equal(("uk-1", "GBR THA", "Convention, on parcels", "Bangkok"), (recorded.Slug, string.Join(' ', recorded.Parties.Order()), recorded.Title, recorded.SignedAt));
        Assert.Equal("1908-11-01", Assert.IsType<TerminateAgreement>(row.Commands[^1]).TerminatedOn.ToString()); // the day it took effect
        Assert.All(row.Commands, c => Assert.Equal("uk-treaties-online", c.Citation!.Source));
    }

    [Theory]
    [InlineData("UNITED KINGDOM | WORLD HEALTH ORGANIZATION", "GBR is the only state named as a party; no state with a code: WORLD HEALTH ORGANIZATION")]
    [InlineData("UNITED KINGDOM | Gibraltar", "GBR is the only state named as a party; territories: Gibraltar")]
    [InlineData("EIRE | IRELAND, REPUBLIC OF", "IRL is the only state named as a party")]
    [InlineData("", "no state is named as a party")]
    public void With_fewer_than_two_states_it_is_skipped_with_the_reason(string parties, string why)
    {
        var row = Assert.Single(Read($"1,BI,Title,,\"{parties}\",1895-11-12,,,,1890-01-01,,,"));

        Assert.Equal((why, 0), (row.Skipped, row.Commands.Count));
        Assert.Contains("before its signature", Assert.Single(row.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void A_provisional_application_after_the_entry_into_force_stood_in_the_way_of_that() => Assert.Equal(
        ["RecordAgreement", "EnterIntoForce", "StartProvisionalApplication"],
        Assert.Single(Read("1,BI,Title,,FRANCE | ITALY,1895-11-12,,,1896-02-01,1896-01-01,,,")).Commands.Select(c => c.GetType().Name));

    [Fact]
    public void A_row_with_too_few_fields_stopped_the_whole_file()
    {
        var rows = Read("1,BI,Title\n2,BI,Other,,KAZ | TJK,1895-11-12,,,,,,,\n3,BI,A title, with a comma,,KAZ | TJK,1895-11-12,,,,,,,\n\n").ToList();

        Assert.Equal([(2, "1", "it has 3 fields where the header has 13"), (3, "2", null), (4, "3", "it has 14 fields where the header has 13")], rows.Select(r => (r.Line, r.Id, r.Skipped)));
        Assert.Equal([0, 1, 0], rows.Select(r => r.Commands.Count));
    }

    [Fact]
    public void Codes_of_states_were_taken_for_nobody()
    {
        var row = Assert.Single(Read("1,BI,Title,,KAZ | TJK | EEC,1895-11-12,,,,,,,"));
        Assert.Equal(("KAZ TJK", "also a party: EEC"), (string.Join(' ', ((RecordAgreement)row.Commands[0]).Parties.Order()), ((RecordAgreement)row.Commands[0]).Subject));
    }

    [Fact]
    public void An_end_without_a_known_beginning_was_lost()
    {
        var row = Assert.Single(Read("1,BI,Title,LOANS,FRANCE | ITALY,1895-11-12,,,,,1930-05-26,,"));
        Assert.Equal("LOANS; ended on 1930-05-26, says the table, which gives no entry into force", ((RecordAgreement)row.Commands[0]).Subject);
    }

    [Fact]
    public void Another_day_of_effect_was_dropped_without_a_word()
    {
        var rows = Rows.Read(new StringReader(Header.TrimEnd('\n') + ",eif_effective_on\n1,BI,Title,LOANS,FRANCE | ITALY,1926-06-21,,,,1926-11-20,,,,1926-12-15\n2,BI,Title,LOANS,FRANCE | ITALY,1926-06-21,,,,1926-11-20,,,,1926-11-20\n"), Mapping.UkTreatiesOnline);
        Assert.Equal(["LOANS; took effect on 1926-12-15, says the table besides 1926-11-20", "LOANS"], rows.Select(r => ((RecordAgreement)r.Commands[0]).Subject));
        Assert.Equal("eif_effective_on 1926-12-15 kept in the subject: eif_on says 1926-11-20", Assert.Single(rows[0].Remarks));
        Assert.Empty(rows[1].Remarks);
    }

    [Fact]
    public void What_is_left_out_or_changed_is_said()
    {
        var row = Assert.Single(Read($"1,MULTI,{new string('t', 501)},LOANS,FRANCE | ITALY | EUROPEAN COMMUNITY | SWEDEN AND NORWAY,soon,Paris,,,,,,1930-05-26"));

        Assert.Equal("FRA ITA NOR SWE", string.Join(' ', Assert.IsType<RecordAgreement>(Assert.Single(row.Commands)).Parties.Order()));
        Assert.Equal("LOANS; also a party: EUROPEAN COMMUNITY", ((RecordAgreement)row.Commands[0]).Subject);
        Assert.Equal(["signed_on left out: 'soon'", "no state with a code", "title cut", "withdrawn_on 1930-05-26 left out", "signed_at Paris left out"],
            row.Remarks.Select((r, i) => r[..Math.Min(r.Length, new[] { 26, 20, 9, 32, 24 }[i])]));
    }

    [Fact]
    public async Task Another_table_is_read_by_its_own_mapping_and_a_wrong_one_ends_with_2()
    {
        await using var service = await RunningService.Start(postgres, "mapping", Ct);
        var url = service.Http.BaseAddress!.ToString();
        var (table, mapping) = await Ours("mapping", "no,name,with,in_force\nA7,\"Friendship \"\"for ever\"\"\",Kazakhstan;Prussia,1850\n",
            """ "partySeparator": ";", "columns": {"id": "no", "title": "name", "parties": "with", "inForceFrom": "in_force"}, "states": {"PRUSSIA": "DEU"}""");

        var wrong = await Program.Run(null, null, Ct, "load-treaties", table, "--url", url);
        var first = await Program.Run(null, null, Ct, "load-treaties", table, "--mapping", mapping, "--url", url);
        await service.Drain(Ct);
        await File.WriteAllTextAsync(mapping, (await File.ReadAllTextAsync(mapping, Ct)).Replace("our-", "Our ", StringComparison.Ordinal), Ct);
        var prefix = await Program.Run(null, null, Ct, "load-treaties", table, "--mapping", mapping, "--url", url);

        Assert.Equal((2, 0, 2), (wrong.Exit, first.Exit, prefix.Exit));
        Assert.Contains("slugPrefix 'Our ' makes no slug", prefix.Said, StringComparison.Ordinal);
        Assert.Contains("The file has no column record_id", wrong.Said, StringComparison.Ordinal);
        Assert.Contains("1 brought something new", first.Said, StringComparison.Ordinal);
        var view = await service.Get("/agreements/our-a7", Ct);
        Assert.Equal(("InForce", "Friendship \"for ever\""), (view.GetProperty("status").GetString(), view.GetProperty("title").GetString()));
    }

    [Fact]
    public void A_table_with_semicolons_days_with_dots_and_names_in_Cyrillic_could_not_be_read()
    {
        var mapping = Uk with { Delimiter = ";", Days = "dd.MM.yyyy", CapitalsOnly = false };
        var rows = Rows.Read(new StringReader(Header.Replace(',', ';') + "1;BI;Договор;;Казахстан | Таджикистан;22.08.2024;;;;;;;\n2;BI;Шарт;;Қазақстан | Өзбекстан;2022-12;;;;32.01.2023;;;\n"), mapping);

        Assert.Equal(["KAZ TJK 2024-08-22", "KAZ UZB 2022-12"], rows.Select(r => (RecordAgreement)r.Commands[0]).Select(a => $"{string.Join(' ', a.Parties.Order())} {a.SignedOn}"));
        Assert.Empty(rows[0].Remarks);
        Assert.Contains("'32.01.2023' is no day as the mapping says that this table writes them, dd.MM.yyyy.", Assert.Single(rows[1].Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_refused_as_another_treaty_ended_the_one_that_was_recorded()
    {
        await using var service = await RunningService.Start(postgres, "refused", Ct);
        var url = service.Http.BaseAddress!.ToString();
        var (table, mapping) = await Ours("refused",
            "no,name,with,signed,in_force,ended\n77,First,Kazakhstan|Tajikistan,2020-01-01,,\n77,Other treaty,Germany|Tajikistan,2020-03-01,2021-05-05,2022-06-06\n78,Third,Germany|Tajikistan,2020-03-01,2021-05-05,\n",
            """ "columns": {"id": "no", "title": "name", "parties": "with", "signedOn": "signed", "inForceFrom": "in_force", "terminatedOn": ["ended"]}""");

        var first = await Program.Run(null, null, Ct, "load-treaties", table, "--mapping", mapping, "--url", url);
        await service.Drain(Ct);

        Assert.Equal(1, first.Exit);
        Assert.Contains("line 3, 77: its id is that of line 2, too", first.Said, StringComparison.Ordinal);
        Assert.Contains("line 3, 77: RecordAgreement refused, 409", first.Said, StringComparison.Ordinal);
        Assert.Contains("2 brought something new, 0 nothing new, 0 skipped; 1 refused, 0 refused in part", first.Said, StringComparison.Ordinal);
        Assert.Equal("Signed", (await service.Get("/agreements/our-77", Ct)).GetProperty("status").GetString());
        Assert.Equal("InForce", (await service.Get("/agreements/our-78", Ct)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task The_8133_treaties_of_the_United_Kingdom_come_in_once_with_196_warnings_of_bilateral_ones_in_force_before_signature()
    {
        var file = Path.Combine(Environment.GetEnvironmentVariable("TRACKER_SHARED") ?? Path.Combine(Sample.Root, "..", "shared"), "data", "uk_treaties", "uk_treaties.csv");
        Assert.SkipUnless(File.Exists(file), "The table is not here: TRACKER_SHARED (by default ../shared) has no data/uk_treaties/.");
        await using var service = await RunningService.Start(postgres, "uktreaties", Ct);
        var url = service.Http.BaseAddress!.ToString();

        var first = await Program.Run(null, null, Ct, "load-treaties", file, "--url", url);
        var second = await Program.Run(null, null, Ct, "load-treaties", file, "--url", url);
        await service.Drain(Ct);
        TestContext.Current.SendDiagnosticMessage(first.Said.Split('\n').Last(l => l.Contains("rows/s", StringComparison.Ordinal)));

        Assert.Equal((1, 1), (first.Exit, second.Exit)); // some rows are skipped
        Assert.Contains("rows/s: 7372 brought something new, 0 nothing new, 761 skipped; 155 refused in part, ", first.Said, StringComparison.Ordinal);
        Assert.Contains("rows/s: 0 brought something new, 7372 nothing new, 761 skipped; 155 refused in part, ", second.Said, StringComparison.Ordinal);
        using var csv = new CsvReader(new StreamReader(file), CultureInfo.InvariantCulture);
        var bilateral = csv.GetRecords<dynamic>().Where(r => r.type == "BI").Select(r => (string)r.record_id).ToHashSet();
        Assert.Contains("; 196 are bilateral as the table marks them: ", first.Said, StringComparison.Ordinal);
        foreach (var said in new[] { first.Said, second.Said })
            Assert.Equal(196, said.Split('\n').Where(l => l.Contains("before its signature on", StringComparison.Ordinal) && l.Contains("entered into force", StringComparison.Ordinal))
                .Select(l => l.Split(',', 2)[1].Split(':', 2)[0].Trim()).Distinct().Count(bilateral.Contains));
        Assert.All(first.Said.Split('\n').Where(l => l.Contains(" refused, ", StringComparison.Ordinal)), l => Assert.Contains("TerminateAgreement refused, 409", l, StringComparison.Ordinal));
        await using var count = service.Database.CreateCommand("select count(*) from read.agreement");
        Assert.Equal(7372L, await count.ExecuteScalarAsync(Ct));
    }

    /// <summary>A table of somebody's own, and the mapping that says which column is what.</summary>
    async Task<(string Table, string Mapping)> Ours(string folder, string rows, string columns)
    {
        var at = Directory.CreateDirectory(postgres.Folder(folder)).FullName;
        var (table, mapping) = (Path.Combine(at, "ours.csv"), Path.Combine(at, "ours.json"));
        await File.WriteAllTextAsync(table, rows, Ct);
        await File.WriteAllTextAsync(mapping, $$"""{"source": {"slug": "ours", "title": "Ours", "publisher": "Us", "publishedOn": "2026", "language": "en"}, "slugPrefix": "our-",{{columns}}}""", Ct);
        return (table, mapping);
    }

    static readonly Mapping Uk = Mapping.UkTreatiesOnline with { Columns = Mapping.UkTreatiesOnline.Columns with { EffectiveOn = null } };

    static IReadOnlyList<Row> Read(string rows) => Rows.Read(new StringReader(Header + rows), Uk);
}
