using System.Text.RegularExpressions;
using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Facts;
using CommitmentTracker.Contracts.Meetings;
using CommitmentTracker.Contracts.Notices;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Contracts.Trade;
using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Decisions.Tests;

/// <summary>What the house rules look for, apart from where they look, so that each can be shown a house that breaks it.</summary>
static partial class Rules
{
    public static Regex Clock { get; } = new(@"\bDateTime(Offset)?\.(Now|UtcNow|Today)\b");

    public static Regex Impure { get; } = new(@"\bTimeProvider\b|\bStopwatch\b|\bRandom\b|\bGuid\.|\bawait\b|\bEnvironment\.|\bFile\.|\bHttpContext\b");

    public static Regex NewId { get; } = new(@"\b(NewGuid|CreateVersion7)\b");

    public static Regex Sleep { get; } = new(@"\bTask\s*\.\s*Delay\b|\bThread\s*\.\s*Sleep\b|\bSpinWait\b|\bTask\s*\.\s*Yield\b");

    public static Regex PatternName { get; } = new(".(Dto|DTO|Manager|Helper|Helpers|Service|Handler|Repository|Util|Utils)(`[0-9]+)?$");

    static readonly string[] Lumber = ["Core", "Common", "Shared", "Infrastructure", "Abstractions", "Helpers", "Utils"];

    static readonly string[] Top =
    [
        "CommitmentTracker.sln", "services", "contracts", "tests", "deploy", "README.md",
        "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json", ".editorconfig", ".gitignore", ".gitattributes", ".dockerignore", "LICENSE", ".ci",
        // Not committed: git's own, and what building and running leave behind.
        ".git", ".data", "artifacts", "TestResults", ".vs", ".vscode", ".idea",
    ];

    static readonly HashSet<Type> Values =
    [
        typeof(string), typeof(long), typeof(Money), typeof(DateSpan), typeof(Period), typeof(StateCode), typeof(IReadOnlyList<StateCode>), typeof(Pair), typeof(Measure), typeof(MeasurementBasis),
        typeof(AgreementKind), typeof(Citation), typeof(Flow), typeof(FigureStatus), typeof(Valuation), typeof(TradeScope),
        typeof(bool), typeof(int), typeof(DateOnly), typeof(IReadOnlyList<string>), typeof(Quantity), typeof(Recurrence), typeof(CommitmentKind), typeof(IReadOnlyList<CommitmentMember>), typeof(Strength), typeof(EvidenceKind),
        typeof(Completion), typeof(AssessmentStage), typeof(Closure), typeof(MeetingKind), typeof(MechanismKind), typeof(FactKind), typeof(SignatureForm), typeof(ConsentForm), typeof(DomesticStage), typeof(EntryIntoForceClause), typeof(AgreementTerm), typeof(NoticeKind),
    ];

    /// <summary>The texts an event may hold; any other may come to hold a person's name.</summary>
    static readonly HashSet<string> Texts =
    [
        "Slug", "Title", "Publisher", "Language", "Url", "Text", "Sha256", "Subject", "SignedAt", "Speaker", "Source", "Reason", "Authority",
        "What", "Framework", "Area", "Owner", "Milestone", "Progress", "Delivery", "ProposedBy", "SupersededBy", "Assessment", "Rationale", "Into", "From", "Entry", "Place", "Mechanism", "Outcome", "Body", "AmendedBy", "Part", "Question", "Answer",
    ];

    public static IEnumerable<string> Matching(IEnumerable<(string Path, string Text)> files, Regex pattern) =>
        files.Where(f => pattern.IsMatch(Comments().Replace(f.Text, ""))).Select(f => f.Path);

    /// <summary>Where an event of this name is made: <c>new Name(</c>, or <c>new(</c> where the type stands before it.</summary>
    public static IEnumerable<string> Constructions(string text, string name) =>
        Regex.Matches(Comments().Replace(text, ""), $@"\bnew {name}\(|\b{name}\??\s+\w+(\([^;{{}}]*?\)\s*=>|\s*=)\s*new\(").Select(m => m.Value);

    public static bool IsSlice(string text) => text.Contains("Slice Slice = new Slice<", StringComparison.Ordinal);

    public static int Lines(string text) => text.AsSpan().Count('\n') + (text.EndsWith('\n') ? 0 : 1);

    public static bool InLumberRoom(string path) => path.Split('/')[..^1].Any(folder => Lumber.Contains(folder, StringComparer.OrdinalIgnoreCase));

    public static IEnumerable<string> NotAtTop(IEnumerable<string> entries) => entries.Except(Top, StringComparer.Ordinal);

    public static IEnumerable<string> StrangeMembers(Type record) =>
        from member in record.GetProperties()
        let type = Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType
        where !Values.Contains(type) || type == typeof(string) && !Texts.Contains(member.Name)
        select $"{record.Name}.{member.Name}";

    [GeneratedRegex(@"//[^\n]*")]
    private static partial Regex Comments();
}

/// <summary>Each rule that searches is shown something it must find; a rule that cannot fail holds nothing.</summary>
public sealed class HouseRulesBite
{
    [Theory]
    [InlineData("var now = DateTime.UtcNow;", true)]
    [InlineData("var now = DateTimeOffset.Now;", true)]
    [InlineData("var now = clock.GetUtcNow().UtcDateTime; // not DateTime.UtcNow", false)]
    public void On_the_clock(string code, bool bites) => Assert.Equal(bites, Rules.Matching([("f", code)], Rules.Clock).Any());

    [Theory]
    [InlineData("static Decision Decide(C c, S s, TimeProvider t)")]
    [InlineData("await store.Append()")]
    [InlineData("Guid.NewGuid()")]
    public void On_impure_decisions(string code) => Assert.Single(Rules.Matching([("f", code)], Rules.Impure));

    [Theory]
    [InlineData("Guid.NewGuid()")]
    [InlineData("Guid.CreateVersion7(now)")]
    public void On_ids(string code) => Assert.Single(Rules.Matching([("f", code)], Rules.NewId));

    [Theory]
    [InlineData("Task", ".Delay(1)")]
    [InlineData("Thread", ".Sleep(1)")]
    [InlineData("Task", ".Yield()")]
    public void On_sleep(string who, string what) => Assert.Single(Rules.Matching([("f", who + what)], Rules.Sleep));

    [Theory]
    [InlineData("return new ThingDone(1);", 1)]
    [InlineData("static ThingDone Done(int n) =>\n    new(n);", 1)]
    [InlineData("ThingDone done = new(1); Append(new ThingDone(2));", 2)]
    [InlineData("ThingDone done => new(done.Id),", 0)]
    [InlineData("case ThingDone done: return new(done.Id); // new ThingDone(1)", 0)]
    public void On_second_places_that_make_an_event(string code, int places) => Assert.Equal(places, Rules.Constructions(code, "ThingDone").Count());

    [Theory]
    [InlineData("TargetDto", true)]
    [InlineData("Handler`1", false)]
    [InlineData("SignHandler`1", true)]
    [InlineData("TargetService", true)]
    [InlineData("Services", false)]
    public void On_pattern_names(string name, bool bites) => Assert.Equal(bites, Rules.PatternName.IsMatch(name));

    [Fact]
    public void On_long_files_and_lumber_rooms()
    {
        Assert.Equal(301, Rules.Lines(string.Concat(Enumerable.Repeat("x\n", 301))));
        Assert.True(Rules.InLumberRoom("services/Tracker/Common/X.cs"));
        Assert.False(Rules.InLumberRoom("services/Tracker/Trade/Common.cs"));
        Assert.Equal(["docs"], Rules.NotAtTop(["services", "docs"]));
    }

    [Fact]
    public void On_members_an_event_must_not_have() => Assert.Equal(["Bad.Minister", "Bad.When"], Rules.StrangeMembers(typeof(Bad)));

    sealed record Bad(string Slug, string Minister, DateTime When);
}
