using CommitmentTracker.Agreements;
using CommitmentTracker.Commitments;
using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Meetings;
using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Contracts.Trade;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.EventStore.Projections;
using CommitmentTracker.Meetings;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;
using CommitmentTracker.Sources;
using CommitmentTracker.Targets;
using CommitmentTracker.Trade;
using Npgsql;

namespace CommitmentTracker.Pairs;

/// <summary><c>GET /pairs/{A-B}</c>: all that the register holds about two states.</summary>
internal static class GetPair
{
    /// <summary>Two states together.</summary>
    /// <param name="Pair">The states.</param>
    /// <param name="Agreements">The first hundred agreements of both, by slug, as they stood and were known on the day asked for, of each only these two parties; the others and the timelines are in <c>/agreements</c>.</param>
    /// <param name="AgreementsNext">Where there are more: give it as <c>?after=</c> to <c>/agreements?pair=</c>.</param>
    /// <param name="Targets">Their targets and how they stand.</param>
    /// <param name="Trade">The standing annual figures of both reporters, newest year first; <c>/trade/…</c> has the rest.</param>
    /// <param name="Reciprocity">What each side owes the other, has delivered, and where a delivery is denied; this comes as CSV too.</param>
    /// <param name="Compliance">How well they have kept their word, by what was assessed.</param>
    /// <param name="Meetings">Their meetings, the latest first.</param>
    /// <param name="Suggestions">Commitments that may be one, and meetings and agreements of one day that may have been logged twice; nothing is merged in silence.</param>
    /// <param name="Day">The day all this is said of, by the calendar of the two; what concerns other states besides is of the day that each entry bears.</param>
    /// <param name="Zone">The time zone of that calendar, by its IANA name.</param>
    /// <param name="Position">Position of the last event in this view; 0 where the register holds nothing about them.</param>
    /// <param name="RecordedAt">Recorded time of that event.</param>
    internal sealed record PairView(
        Pair Pair, IReadOnlyList<AgreementView> Agreements, string? AgreementsNext, IReadOnlyList<TargetView> Targets, IReadOnlyList<TradeFigure> Trade, IReadOnlyList<Side> Reciprocity, Compliance Compliance,
        IReadOnlyList<MeetingView> Meetings, IReadOnlyList<Likely> Suggestions, DateOnly Day, string Zone, long Position, DateTimeOffset? RecordedAt);

    public static void Map(WebApplication app) => app.MapGet("/pairs/{pair}", Get)
        .RequireAuthorization(Roles.Reader).WithTags("Pairs").WithName("GetPair")
        .WithSummary("All about two states: agreements, targets, trade, meetings, and who owes whom.").WithMetadata(new Gives(typeof(PairView), "table", "asKnownOn", "asPublishedBy", "asOf", "atLeast") { Table = true });

    static async Task Get(HttpContext http, string pair, Documents documents, TargetViews targets, NpgsqlDataSource source, Reads reads, ProjectionRunner runner, ReferenceClock clock)
    {
        var query = new ReadQuery(http.Request, clock);
        // Each entry is told of the day of all its states, as everywhere; what is of the two alone, of theirs.
        var (asked, table) = (Question.From(query), query.OneOf<PairTable>("table"));
        if (query.Refusal is { } refusal)
        {
            await Problems.Write(http, refusal);
            return;
        }
        if (pair.Split('-') is not [var one, var other] || !GetTrade.States(one, other, out var a, out var b))
        {
            await Problems.Write(http, Problem.NotFound.Because($"'{pair}' is no pair of states such as KAZ-TJK."));
            return;
        }
        if (!await Views.CaughtUp(http, runner, AgreementsRead.Projection.Name, TargetsRead.Projection.Name, TradeFigures.ProjectionName, Dossiers.Projection.Name, SourcesRead.Projection.Name))
            return;
        var both = new Pair(a, b);
        var question = asked.For([both.A, both.B]);
        // Tables of treaties bring more than a thousand for some pairs.
        var agreements = await AgreementsRead.Page(
            documents, source, asked, query.Today, both, null, null, null, null, ReadQuery.UsualLimit, null, http.RequestAborted);
        var goals = await targets.List(both, null, t => t.Status != TargetStatus.Retracted, ReadQuery.MaxLimit, ReadQuery.MaxLimit, null, question, http.RequestAborted);
        var (figures, position, recordedAt) = (await TradeFigures.Read(source, [(both.A, both.B), (both.B, both.A)], question.KnownOn, question.PublishedBy, http.RequestAborted))
            .Of(both, f => f.Period.Frequency == Frequency.Annual && f.Period.To <= question.Day);
        var annual = StandingVintage.Of(figures)
            .OrderByDescending(f => f.Period).ThenBy(f => f.Reporter).ThenBy(f => f.Flow).ThenBy(f => f.Source, StringComparer.Ordinal)
            .Take(ReadQuery.MaxLimit).ToList();
        (var shown, position, recordedAt) = await TradeFigures.Cited(annual, position, recordedAt, question.KnownOn, reads, http.RequestAborted);
        var commitments = await Dossiers.Of(source, "commitment", both, null, null, asked, http.RequestAborted).Select(CommitmentViews.Of).ToListAsync(http.RequestAborted);
        var met = await Dossiers.Of(source, "meeting", both, null, null, asked, http.RequestAborted).ToListAsync(http.RequestAborted);
        var meetings = (await Dossiers.Located(met, question.KnownOn, source, http.RequestAborted)).Select(MeetingsRead.Of)
            .Where(m => m.Status != MeetingStatus.Retracted).OrderByDescending(m => (m.HeldOn ?? m.ScheduledFor ?? m.StatedOn).To).ToList();
        var last = agreements.Items.Select(v => (v.Position, (DateTimeOffset?)v.RecordedAt)).Concat(goals.Items.Select(v => (v.Position, (DateTimeOffset?)v.RecordedAt)))
            .Concat(commitments.Select(v => (v.Position, (DateTimeOffset?)v.RecordedAt))).Concat(meetings.Select(v => (v.Position, (DateTimeOffset?)v.RecordedAt)))
            .Append((position, recordedAt)).MaxBy(v => v.Item1);
        var sides = Pairs.Reciprocity.Of(both, commitments);
        List<Likely> suggestions =
        [
            .. Duplicates.Among(commitments),
            .. Twice("meeting", meetings, m => m.Slug, m => m.HeldOn ?? m.ScheduledFor, m => $"{m.Kind} {string.Join(' ', m.Participants)}", "The same kind, states and day."),
            .. Twice("agreement", agreements.Items.Where(a => a.Status != AgreementStatus.Retracted), a => a.Slug, a => a.SignedOn, a => $"{a.Kind} {string.Join(' ', a.Parties)} {Spelling.Fold(a.Title)}", "The same kind, parties, title and day of signature."),
        ];
        var view = new PairView(
                both, [.. agreements.Items.Select(a => Between(both, a))], agreements.Next, goals.Items, shown, sides, Pairs.Reciprocity.Score(both, commitments), meetings,
                suggestions, question.Day, clock.Zones.Of([both.A, both.B]).Id, last.Item1, last.Item2);
        await (table switch
        {
            PairTable.Sides => Views.SendWithTable(http, view, sides,
                ("obligor", s => s.Obligor), ("counterparty", s => s.Counterparty), ("open", s => s.Open), ("overdue", s => s.Overdue), ("fulfilled", s => s.Fulfilled), ("late", s => s.Late), ("possiblyLate", s => s.PossiblyLate),
                ("disputed", s => s.Disputed), ("intents", s => s.Intents), ("acknowledged", s => s.Acknowledged), ("carriedOut", s => s.CarriedOut)),
            PairTable.Compliance => Views.SendWithTable(http, view, [view.Compliance],
                ("n", c => c.N), ("nulls", c => c.Nulls), ("unassessed", c => c.Unassessed), ("average", c => c.Average), ("percent", c => c.Percent)),
            PairTable.Suggestions => Views.SendWithTable(http, view, suggestions, ("first", s => s.First), ("second", s => s.Second), ("restated", s => s.Restated ? "true" : "false"), ("why", s => s.Why), ("of", s => s.Of)),
            _ => Views.SendWithTable(http, view, ReciprocityTable.Of(sides), ReciprocityTable.Columns),
        });
    }

    /// <summary>Those of one day that are alike.</summary>
    static IEnumerable<Likely> Twice<T>(string of, IEnumerable<T> entries, Func<T, string> slug, Func<T, DateSpan?> day, Func<T, string> alike, string why) =>
        from same in entries.Where(e => day(e) is { Precision: Precision.Day }).GroupBy(e => (alike(e), day(e)!.To))
        let slugs = same.Select(slug).Order(StringComparer.Ordinal).ToList()
        from second in slugs.Skip(1)
        select new Likely(slugs[0], second, why, false, of);

    /// <summary>Which of the lists in a pair comes as CSV.</summary>
    [System.Text.Json.Serialization.JsonConverter(typeof(CamelCaseEnum<PairTable>))]
    internal enum PairTable
    {
        /// <summary>What is owed, delivered and denied, a row each: where nobody asks for another.</summary>
        Reciprocity,
        /// <summary>What each side comes to.</summary>
        Sides,
        /// <summary>How well they have kept their word.</summary>
        Compliance,
        /// <summary>What may have been logged twice or said again.</summary>
        Suggestions,
    }

    /// <summary>Of a treaty of a hundred states only what the two have in it.</summary>
    internal static AgreementView Between(Pair both, AgreementView agreement) => agreement with
    {
        Timeline = null,
        Parties = [both.A, both.B],
        PartyCount = agreement.Parties.Count > 2 ? agreement.Parties.Count : null,
        Standing = [.. agreement.Standing.Where(s => s.Party == both.A || s.Party == both.B)],
    };
}
