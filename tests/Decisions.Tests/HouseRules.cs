using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CommitmentTracker.Contracts;
using CommitmentTracker.EventStore;
using CommitmentTracker.EventStore.Projections;
using CommitmentTracker.PrivatePostgres;
using CommitmentTracker.Review;

namespace CommitmentTracker.Decisions.Tests;

/// <summary>The house rules of README.md, held by reading the source and the assemblies. Those that search text are shown to bite in <see cref="HouseRulesBite"/>.</summary>
public sealed class HouseRules
{
    static readonly Assembly Contracts = typeof(StoredNames).Assembly, EventStore = typeof(Store).Assembly, PrivatePostgres = typeof(PostgresCluster).Assembly, Tracker = typeof(App).Assembly;
    static readonly (string Path, string Text)[] House = [.. Repository.Sources("services", "contracts")];

    [Fact]
    public void The_contracts_know_nothing_but_NET() => Assert.All(References(Contracts), r => Assert.StartsWith("System.", r, StringComparison.Ordinal));

    [Fact]
    public void The_event_store_knows_Npgsql_and_no_commitment() => Assert.Equal(["Npgsql"], References(EventStore).Where(r => !OfNet(r)));

    [Fact]
    public void The_private_PostgreSQL_knows_nothing_but_NET() => Assert.DoesNotContain(References(PrivatePostgres), r => !OfNet(r));

    [Fact]
    public void Only_tests_know_the_service_and_no_package_comes_into_a_room_by_the_back_door()
    {
        var projects = Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
            .ToDictionary(p => Path.GetFileNameWithoutExtension(p), p => XDocument.Load(p));
        string[] Of(string project, string kind) =>
            [.. projects[project].Descendants(kind).Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/'))).Order(StringComparer.Ordinal)];

        Assert.Equal(["Tracker"], projects.Keys.Where(p => !p.EndsWith("Tests", StringComparison.Ordinal) && p != "Benchmarks" && Of(p, "ProjectReference").Length > 0));
        Assert.Equal(["CommitmentTracker.Contracts", "EventStore", "PrivatePostgres"], Of("Tracker", "ProjectReference"));
        Assert.Empty(Of("CommitmentTracker.Contracts", "PackageReference").Concat(Of("PrivatePostgres", "PackageReference")));
        Assert.Equal(["Npgsql"], Of("EventStore", "PackageReference"));
    }

    [Fact]
    public void Every_event_is_made_in_one_place() => Assert.All(
        StoredNames.All, n => Assert.Single(House.Where(f => f.Path.StartsWith("services/", StringComparison.Ordinal)).SelectMany(f => Rules.Constructions(f.Text, n.Type.Name))));

    [Fact]
    public void Nobody_reads_the_clock_behind_TimeProvider() => Assert.Empty(Rules.Matching(House, Rules.Clock));

    [Fact]
    public void A_decision_knows_no_clock_no_chance_and_waits_for_nothing() =>
        Assert.Empty(Rules.Matching(House.Where(f => Rules.IsSlice(f.Text)), Rules.Impure));

    [Fact]
    public void Event_ids_are_made_where_appends_are_gathered() =>
        Assert.All(Rules.Matching(House, Rules.NewId), path => Assert.Equal("services/EventStore/Pending.cs", path));

    [Fact]
    public void No_file_has_more_than_300_lines() => Assert.Empty(House.Where(f => Rules.Lines(f.Text) > 300).Select(f => f.Path));

    [Fact]
    public void No_folder_is_a_lumber_room() => Assert.DoesNotContain(House.Select(f => f.Path), Rules.InLumberRoom);

    [Fact]
    public void No_type_is_named_for_its_pattern() =>
        Assert.Empty(OurTypes().Where(t => Rules.PatternName.IsMatch(t.Name)).Select(t => t.FullName));

    [Fact]
    public void No_method_of_ours_is_called_Async() => Assert.Empty(
        from type in OurTypes()
        from method in type.GetMethods(BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        where method.Name.EndsWith("Async", StringComparison.Ordinal) && !method.Name.Contains('<', StringComparison.Ordinal)
        // .NET's own interfaces and base classes name their members so.
        where method.GetBaseDefinition() == method
            && !type.GetInterfaces().Where(i => i.Namespace!.Split('.')[0] != "CommitmentTracker").Any(i => type.GetInterfaceMap(i).TargetMethods.Contains(method))
        select $"{type.FullName}.{method.Name}");

    [Fact]
    public void App_lists_every_slice_by_name()
    {
        Assert.Equal(App.Slices.Select(s => s.Name).Order(StringComparer.Ordinal), App.Slices.Select(s => s.Name));
        Assert.Equal(Contracts.GetTypes().Where(t => t.IsClass && t.IsAssignableTo(typeof(ICommand))).Select(t => t.Name).Order(StringComparer.Ordinal), App.Slices.Select(s => s.Name));
    }

    [Fact]
    public void App_lists_every_projection_by_name()
    {
        Assert.Equal(App.Projections.Select(p => p.Name).Order(StringComparer.Ordinal), App.Projections.Select(p => p.Name));
        var fields = OurTypes().SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public)).Count(f => f.FieldType.IsAssignableTo(typeof(IProjection)));
        var classes = Tracker.GetTypes().Count(t => t is { IsAbstract: false, IsInterface: false } && t.IsAssignableTo(typeof(IProjection)));
        Assert.Equal(fields + classes, App.Projections.Count);
    }

    /// <summary>A new event must be put on one side or the other by somebody who has thought about it.</summary>
    [Fact]
    public void Every_projection_ignores_what_it_ignores_on_purpose()
    {
        string[] sources = ["source_registered", "source_text_added", "source_corrected", "source_text_corrected"],
            review = ["closure_proposed", "closure_rejected", "entry_retracted", "act_taken_back", "entry_cited"];
        string[] agreements =
        [
            "agreement_recorded", "agreement_signed", "signature_added", "agreement_cited", "agreement_corrected", "agreement_adopted", "agreement_initialled", "provisional_application_started",
            "provisional_application_ended", "domestic_step_completed", "consent_expressed", "entry_into_force_clause_set", "agreement_entered_into_force", "agreement_amended",
            "agreement_suspended", "agreement_resumed", "agreement_denounced", "agreement_terminated", "agreement_expired", "agreement_superseded", "agreement_act_taken_back", "agreement_term_set", "denunciation_revoked", "agreement_restated",
        ];
        string[] targets =
        [
            "trade_target_set", "target_basis_declared", "trade_target_revised", "target_deadline_added", "target_deadline_extended", "target_deadline_advanced",
            "trade_target_restated", "trade_target_contradicted", "trade_target_withdrawn", "trade_target_reinstated", "trade_target_corrected",
        ];
        string[] dossiers = [.. Dossiers.Projection.Handles], notices = ["notice_raised"];
        string[] figures = ["trade_figure_recorded", "trade_figure_revised", "trade_figure_released_again", "trade_figure_retracted"];
        var ignored = new Dictionary<string, string[]>
        {
            ["Agreements"] = [.. sources, .. targets, .. figures, .. dossiers.Except(review), .. notices],
            ["Dossiers"] = [.. sources, .. agreements, .. targets, .. figures, .. notices],
            ["Notices"] = [.. sources, .. agreements, .. targets, .. figures, .. dossiers],
            ["Quotes"] = [],
            ["Sources"] = [.. agreements, .. targets, .. figures, .. dossiers, .. notices],
            ["Targets"] = [.. sources, .. agreements, .. figures, .. dossiers.Except(review), .. notices],
            ["TradeFigures"] = [.. sources, .. agreements, .. targets, .. dossiers, .. notices],
        };

        Assert.Equal(App.Projections.Select(p => p.Name), ignored.Keys);
        Assert.All(App.Projections, p => Assert.Equal(
            StoredNames.All.Select(n => n.Name).Except(p.Handles).Order(StringComparer.Ordinal), ignored[p.Name].Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void No_event_names_a_person_or_holds_what_the_contract_does_not_know() => Assert.All(StoredNames.All, n => Assert.Empty(Rules.StrangeMembers(n.Type)));

    [Fact]
    public void The_top_level_is_the_customers() => Assert.Empty(Rules.NotAtTop(
        Directory.EnumerateFileSystemEntries(Repository.Root).Select(e => Path.GetFileName(e))));

    [Fact]
    public void No_test_sleeps_or_polls() => Assert.Empty(Rules.Matching(
        // Benchmarks drive load and faults by the clock; that is what they are for.
        Repository.Sources("tests").Where(f => !f.Path.StartsWith("tests/Benchmarks/", StringComparison.Ordinal)), Rules.Sleep));

    /// <summary>Run one by <c>dotnet test --filter Trap=7</c>.</summary>
    [Fact]
    public void Each_trap_of_the_rule_book_is_a_test() => Assert.Equal(
        Enumerable.Range(1, 19),
        Repository.Sources("tests").SelectMany(f => Regex.Matches(f.Text, @"\[Trait\(""Trap"", ""(\d+)""\)\]")).Select(m => int.Parse(m.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)).Distinct().Order());

    static IEnumerable<string> References(Assembly room) => room.GetReferencedAssemblies().Select(r => r.Name!);

    static bool OfNet(string assembly) => Regex.IsMatch(assembly, @"^(System\.|Microsoft\.Win32\.|Microsoft\.Extensions\.)");

    static IEnumerable<Type> OurTypes() => from room in (Assembly[])[Contracts, EventStore, PrivatePostgres, Tracker]
                                           from type in room.GetTypes()
                                           where type.Namespace?.StartsWith("CommitmentTracker", StringComparison.Ordinal) == true && !type.IsDefined(typeof(CompilerGeneratedAttribute), true)
                                           select type;
}
