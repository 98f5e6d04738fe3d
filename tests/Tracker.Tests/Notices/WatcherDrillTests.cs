using CommitmentTracker.Contracts.Notices;
using CommitmentTracker.Deadlines;
using CommitmentTracker.EventStore;
using CommitmentTracker.Notices;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;
using CommitmentTracker.Tests;
using Microsoft.Extensions.DependencyInjection;
using Due = CommitmentTracker.Deadlines.Due;

namespace CommitmentTracker.Tracker.Tests.Notices;

/// <summary>Years pass over two nodes, one of which is started anew again and again: every notice comes once.</summary>
public sealed class WatcherDrillTests(Postgres postgres)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static readonly int[] Tiers = [-90, -30, -7, 0, 1, 30, 90];

    /// <summary>"2024-02" ends on a leap day, "2024" and every period with a year; "coming months" passes never and is looked at once.</summary>
    const string Register = """
        {"command":"MakeCommitment","slug":"leap","obligors":["KAZ"],"counterparties":["TJK"],"kind":"aid","what":"Flour","strength":"agreed","statedOn":"2023-10-01","deadline":"2024-02"}
        {"command":"MakeCommitment","slug":"year","obligors":["KAZ","TJK"],"joint":true,"kind":"treatyStep","what":"A treaty","strength":"signed","statedOn":"2023-10-01","deadline":"2024"}
        {"command":"AddMilestone","commitment":"year","milestone":"draft","what":"A draft","statedOn":"2023-10-01","due":{"from":"2024-05-16","to":"2024-05-31","words":"second half of May"}}
        {"command":"MakeCommitment","slug":"places","obligors":["KAZ"],"counterparties":["TJK"],"kind":"scholarship","what":"Places","strength":"agreed","statedOn":"2023-10-01","recurs":{"every":"annual","from":"2024-01-01","until":"2025-12-31"}}
        {"command":"MakeCommitment","slug":"months","obligors":["TJK"],"counterparties":["KAZ"],"kind":"visit","what":"A visit","strength":"agreed","statedOn":"2023-10-01","deadline":{"from":"2023-10-02","to":"2024-04-01","precision":"open","words":"in the coming months"}}
        {"command":"MakeCommitment","slug":"intent","obligors":["KAZ"],"counterparties":["TJK"],"kind":"aid","what":"Perhaps","strength":"announced","statedOn":"2023-10-01","deadline":"2024-02"}
        {"command":"RecordMeeting","slug":"session","kind":"session","title":"A session","participants":["KAZ","TJK"],"statedOn":"2023-10-01","scheduledFor":"2024-12-31"}
        {"command":"SetTradeTarget","slug":"goal","pair":"KAZ-TJK","measure":"turnover","goal":{"amount":2000000000,"currency":"USD"},"statedOn":"2023-10-01","deadline":"2025"}
        {"command":"RecordAgreement","slug":"ahead","parties":["KAZ","TJK"],"kind":"treaty","title":"A treaty","signedOn":"2023-09-01"}
        {"command":"SetEntryIntoForceClause","agreement":"ahead","clause":{"trigger":"consents","days":167}}
        {"command":"ExpressConsent","agreement":"ahead","party":"KAZ","form":"ratification","consentedOn":"2023-09-10"}
        {"command":"ExpressConsent","agreement":"ahead","party":"TJK","form":"ratification","consentedOn":"2023-09-15"}
        {"command":"RecordAgreement","slug":"left","parties":["KAZ","TJK"],"kind":"treaty","title":"A treaty","signedOn":"2020-01-01"}
        {"command":"EnterIntoForce","agreement":"left","inForceFrom":"2020-01-01"}
        {"command":"DenounceAgreement","agreement":"left","party":"TJK","denouncedOn":"2023-09-30","takesEffectOn":"2024-12-31"}
        {"command":"RecordAgreement","slug":"roadmap","parties":["KAZ","TJK"],"kind":"roadmap","title":"A roadmap","signedOn":"2023-05-04"}
        {"command":"SetAgreementTerm","agreement":"roadmap","term":{"until":"2025-12-31"}}
        {"command":"RecordAgreement","slug":"renewed","parties":["KAZ","TJK"],"kind":"treaty","title":"A treaty","signedOn":"2023-01-01"}
        {"command":"EnterIntoForce","agreement":"renewed","inForceFrom":"2023-01-01"}
        {"command":"SetAgreementTerm","agreement":"renewed","term":{"months":12,"renewalMonths":12}}
        """;

    static readonly (string Entry, string? Part, string DueOn)[] Owed =
    [
        ("commitment:leap", null, "2024-02-29"), ("commitment:year", null, "2024-12-31"), ("commitment:year", "draft", "2024-05-31"), ("commitment:places", "2024", "2024-12-31"),
        ("commitment:places", "2025", "2025-12-31"), ("meeting:session", null, "2024-12-31"), ("target:goal", null, "2025-12-31"),
        ("agreement:ahead", "entry-into-force", "2024-02-29"), ("agreement:left", "denunciation-TJK", "2024-12-31"), ("agreement:roadmap", "term", "2025-12-31"),
        ("agreement:renewed", "term", "2023-12-31"), ("agreement:renewed", "term", "2024-12-31"), ("agreement:renewed", "term", "2025-12-31"), ("agreement:renewed", "term", "2026-12-31"),
    ];

    /// <summary>Every eighth day, and every day about the ends of February and of the years.</summary>
    static IEnumerable<DateOnly> Days => Enumerable.Range(0, 1_000).Select(n => new DateOnly(2023, 10, 1).AddDays(n))
        .Where((day, n) => n % 8 == 0 || (day.Month, day.Day) is (2, >= 27) or (3, <= 3) or (12, >= 29) or (1, <= 3));

    [Fact]
    public async Task Over_restarts_two_nodes_leap_days_and_year_ends_each_notice_is_raised_exactly_once()
    {
        var found = await Live((watcher, _, ct) => watcher.Pass(null, ct));

        Assert.Equal([], Doubled(found));
        Assert.Equal(Expected(), found.Where(n => n.Kind != NoticeKind.ReviewDue).Select(n => Line(n.Entry, n.Part, n.DueOn, n.Tier, n.RaisedFor)).Order(StringComparer.Ordinal));
        Assert.Equal(["commitment:months 2024-04-02"], found.Where(n => n.Kind == NoticeKind.ReviewDue).Select(n => $"{n.Entry} {n.DueOn:yyyy-MM-dd}"));
    }

    /// <summary>The control: a watcher that keeps in memory what it has raised, and appends without asking the log.</summary>
    [Fact]
    public async Task A_watcher_that_remembers_what_it_has_raised_instead_of_asking_the_log_is_caught()
    {
        var remembered = new System.Runtime.CompilerServices.ConditionalWeakTable<RunningService, HashSet<string>>();

        var found = await Live(async (_, node, ct) =>
        {
            var (clock, store) = (node.Services.GetRequiredService<ReferenceClock>(), node.Services.GetRequiredService<Store>());
            await foreach (var view in node.Services.GetRequiredService<Agenda>().Commitments(null, null, Question.Now(clock), ct))
                foreach (var due in view.Counts ? Due.Of(view) : [])
                {
                    if (node.Services.GetRequiredService<Tiers>().Reached(Words.Of(due.Kind), due.DueOn, due.Day) is not { } tier || !remembered.GetOrCreateValue(node).Add(Line(due.Entry, due.Part, due.DueOn, tier, default)))
                        continue;
                    var notice = ((Raised)Raised.Kind.Initial).Raise(due, tier, review: false).Events;
                    var stream = Raised.Stream(due.Entry).Id;
                    AppendResult result;
                    do
                        result = (await store.Append([new(stream, "notice", (await store.Versions([stream], ct))[0], notice, new("careless"), [])], ct))[0];
                    while (result is AppendResult.Conflict);
                }
        });

        Assert.NotEmpty(Doubled(found));
    }

    /// <summary>Both nodes pass at once each day, and one of them is another every few days.</summary>
    async Task<IReadOnlyList<NoticeRaised>> Live(Func<Watcher, RunningService, CancellationToken, Task> pass)
    {
        var clock = new SetClock(new(2023, 10, 1, 8, 0, 0, TimeSpan.Zero));
        await using var one = await Node(clock);
        Assert.All(await one.SendBatch(Register, Ct), line => Assert.True(line.TryGetProperty("changed", out var changed) && changed.GetBoolean(), line.ToString()));
        await one.Drain(Ct);
        var other = await Node(clock, one.ConnectionString);
        try
        {
            foreach (var (n, day) in Days.Index())
            {
                clock.Now = new(day, new(23, 59, 59), TimeSpan.Zero);
                if (n % 40 == 39)
                {
                    await other.DisposeAsync();
                    other = await Node(clock, one.ConnectionString);
                }
                await Task.WhenAll(new[] { one, other, one }.Select(node => Task.Run(() => pass(node.Services.GetRequiredService<Watcher>(), node, Ct), Ct)));
            }
            var events = await one.Services.GetRequiredService<Store>().History(null, "notice:", null, 0, null, 10_000, Ct);
            return [.. events.Select(e => (NoticeRaised)e.Data)];
        }
        finally
        {
            await other.DisposeAsync();
        }
    }

    Task<RunningService> Node(SetClock clock, string? connectionString = null) =>
        RunningService.Start(postgres, "watch", Ct, builder => builder.Services.AddSingleton<TimeProvider>(clock), connectionString);

    static List<string> Doubled(IEnumerable<NoticeRaised> notices) =>
        [.. notices.GroupBy(n => $"{n.Entry} {n.Part} {n.DueOn} {n.Tier} {n.Kind == NoticeKind.ReviewDue}").Where(g => g.Count() > 1).Select(g => g.Key)];

    /// <summary>Reckoned day by day, without the service: of the tiers passed since the day before only the latest.</summary>
    static IEnumerable<string> Expected()
    {
        var lines = new List<string>();
        foreach (var (entry, part, dueOn) in Owed)
        {
            var (due, before) = (DateOnly.ParseExact(dueOn, "yyyy-MM-dd", null), (int?)null);
            foreach (var day in Days)
            {
                // The instance of 2025 is not shown before 2024 has begun.
                if (part == "2025" && day.Year < 2024)
                    continue;
                // Nor a period of a renewed term before the one before it is over.
                if (entry == "agreement:renewed" && day.Year < due.Year)
                    continue;
                // What comes about by itself is never overdue.
                var reached = Tiers.Where(t => t <= 0 || !entry.StartsWith("agreement:", StringComparison.Ordinal)).Where(t => due.AddDays(t) <= day).Select(t => (int?)t).LastOrDefault();
                if (reached is { } tier && reached != before)
                    lines.Add(Line(entry, part, due, tier, day));
                before = reached;
            }
        }
        return lines.Order(StringComparer.Ordinal);
    }

    static string Line(string entry, string? part, DateOnly dueOn, int tier, DateOnly raisedFor) => $"{entry} {part} {dueOn:yyyy-MM-dd} {tier} {raisedFor:yyyy-MM-dd}";
}
