using System.Text.Json;
using CommitmentTracker.Commitments;
using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Facts;
using CommitmentTracker.Contracts.Meetings;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Meetings;
using CommitmentTracker.Review;
using CommitmentTracker.Sources;
using static CommitmentTracker.Decisions.Tests.Commitments.Flour;
using static CommitmentTracker.Decisions.Tests.Scenario;

namespace CommitmentTracker.Decisions.Tests.Review;

/// <summary>What of an entry is there on a day of the past.</summary>
public sealed class DossierTests
{
    static readonly MeetingRecorded Forum = new("forum", MeetingKind.Event, "Forum of entrepreneurs", Both, On("2023-05-04"), null, "Astana", null, "igc");
    static readonly MeetingHeld Held = new("forum", Both, On("2023-05-03"), null);

    [Fact]
    public void A_meeting_was_hidden_until_somebody_told_of_it()
    {
        Assert.Equal(MeetingStatus.Held, MeetingsRead.Of(At("2023-05-03", Forum, Held)!).Status);
        Assert.Null(At("2023-05-02", Forum, Held));
        Assert.NotNull(At("2023-05-04", Forum));
        Assert.Null(At("2023-05-03", Forum));
        var planned = MeetingsRead.Of(At("2023-05-01", Forum with { ScheduledFor = On("2023-05-01") })!);
        Assert.Equal((MeetingStatus.Scheduled, "2023-05-01"), (planned.Status, planned.ScheduledFor!.ToString()));
    }

    [Fact]
    public void What_was_held_by_mistake_begins_no_meeting() => Assert.Null(At("2023-05-03", Forum, Held, new ActTakenBack("meeting:forum", Both, 2)));

    [Fact]
    public void A_fact_was_hidden_until_somebody_told_of_it()
    {
        var fact = new FactRecorded("relations", FactKind.Event, "Relations established", Both, On("2023-05-04"), On("1993-01-07"), null);
        Assert.NotNull(At("2000-01-01", fact));
        Assert.Null(At("1993-01-06", fact));
        Assert.NotNull(At("2023-05-04", fact with { On = On("2027") }));
        Assert.Null(At("2000-01-01", fact with { On = null }));
        Assert.Null(At("1993-01-08", fact, new FactCorrected("relations", "Typed wrong.", null, null, null, null, On("1993-01-09"))));
    }

    [Fact]
    public void A_body_is_there_since_its_day() =>
        Assert.NotNull(At("2000-01-01", new MechanismRecorded("igc", MechanismKind.Commission, "Commission", Both, On("2023-05-04"), On("1997"))));

    [Fact]
    public void What_a_session_looked_at_was_missing_from_the_past()
    {
        var item = new ItemReviewed("forum", Both, "commitment:flour", "Good.");
        Assert.Single(MeetingsRead.Of(At("2023-05-03", Forum, Held, item)!).Items!);
        Assert.Null(MeetingsRead.Of(At("2023-05-03", Forum with { StatedOn = On("2023-05-01") }, Held with { HeldOn = On("2023-05-05") }, item)!).Items);
    }

    [Fact]
    public void A_state_that_joined_nobody_says_when_was_there_from_the_beginning()
    {
        Assert.Contains(Uzb, MeetingsRead.Of(At("2023-05-03", Forum, Held, new ParticipantAdded("forum", Both, Uzb, null))!).Participants);
        Assert.DoesNotContain(Uzb, MeetingsRead.Of(At("2023-05-03", Forum, Held, new ParticipantAdded("forum", Both, Uzb, On("2023-05-04")))!).Participants);
    }

    [Fact]
    public void What_is_published_by_a_day_is_what_was_said_by_then() =>
        Assert.Null(Dossiers.At(Logged(Forum, Held), new(new(Day("2023-05-03"), PublishedBy: Day("2023-05-03")), new Dictionary<string, Publication>())));

    [Fact]
    public void Before_a_correction_was_recorded_the_old_is_known()
    {
        var dossier = Logged(Forum, Held, new MeetingCorrected("forum", "Typed wrong.", "Business forum", null, [Kaz, Uzb], null, null, On("2023-05-02")));
        var (before, after) = (View(new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero)), View(null));
        Assert.Equal((Forum.Title, Forum.StatedOn.ToString()), (before.Title, before.StatedOn.ToString()));
        Assert.Equal(Both, before.Participants);
        Assert.Equal(("Business forum", "2023-05-02"), (after.Title, after.StatedOn.ToString()));
        Assert.Equal([Kaz, Uzb], after.Participants);

        MeetingView View(DateTimeOffset? knownOn) =>
            MeetingsRead.Of(Dossiers.At(dossier, new(new(Day("2026-11-22"), knownOn), new Dictionary<string, Publication>()))!);
    }

    [Fact]
    public void What_arose_from_a_meeting_ignored_that_it_was_corrected()
    {
        var (without, with) = (Made with { Slug = "b1" }, Made with { Slug = "b2", ArisesFrom = ["meeting:forum"] });
        CommitmentCorrected From(string slug, params string[] entries) => new(slug, Both, "Typed wrong.", ArisesFrom: entries);
        Assert.Equal(["b1"], MeetingsRead.Arisen([Logged(without, From("b1", "meeting:forum")), Logged(with, From("b2"))], "meeting:forum"));
        Assert.Equal(["b2"], MeetingsRead.Arisen([Logged(without), Logged(with)], "meeting:forum"));
    }

    [Fact]
    public void A_correction_did_not_tell_the_states_it_mended()
    {
        Assert.Contains("participants KAZ, UZB", InWords(Forum, new MeetingCorrected("forum", "Typed wrong.", null, null, [Kaz, Uzb], null, null, null)), StringComparison.Ordinal);
        Assert.Contains("members KAZ, UZB", InWords(new MechanismRecorded("igc", MechanismKind.Commission, "Commission", Both, On("2023-05-04"), null), new MechanismCorrected("igc", "Typed wrong.", null, null, [Kaz, Uzb], null, null)), StringComparison.Ordinal);
        Assert.Contains("states KAZ, UZB", InWords(new FactRecorded("rank", FactKind.Statistic, "Second", Both, On("2023-05-04"), null, null), new FactCorrected("rank", "Typed wrong.", null, null, [Kaz, Uzb], null, null)), StringComparison.Ordinal);
        // What a correction of a commitment says of the states is what they were until then.
        Assert.Equal("obligors UZB", InWords(Made, new CommitmentCorrected("flour", Both, "Typed wrong.", Obligors: [Uzb])));
        Assert.DoesNotContain("participants", InWords(Forum, Held with { Place = "Astana" }), StringComparison.Ordinal);

        static string InWords(params object[] events) => Timeline.InWords(Logged(events).Log[^1], Logged(events).Log)!;
    }

    [Fact]
    public void A_body_was_not_there_when_its_session_was_held()
    {
        var dossier = Logged(new MechanismRecorded("igc", MechanismKind.Commission, "Commission", Both, On("2023-05-04"), null));
        AsKnown known = new(new(Day("2023-05-02"), PublishedBy: Day("2023-05-02")), new Dictionary<string, Publication>());
        Assert.Null(Dossiers.At(dossier, known));
        Assert.NotNull(Dossiers.At(dossier, known, there: true));
        Assert.Null(Dossiers.At(dossier, known with { Asked = known.Asked with { KnownOn = new(2025, 12, 31, 0, 0, 0, TimeSpan.Zero) } }, there: true));
    }

    [Fact]
    public void A_holding_counts_from_the_day_to_which_it_was_corrected()
    {
        object[] events = [Forum with { ScheduledFor = On("2023-05-01") }, Held, new ItemReviewed("forum", Both, "commitment:flour", "Good."), Mend("2023-05-06")];
        Assert.Null(MeetingsRead.Of(At("2023-05-05", events)!).HeldOn);
        Assert.Null(MeetingsRead.Of(At("2023-05-05", events)!).Items);
        var view = MeetingsRead.Of(At("2023-05-06", events)!);
        Assert.Equal(("2023-05-06", "Almaty", 5), (view.HeldOn!.ToString(), view.Place, view.LateDays));
        Assert.Single(view.Items!);
        Assert.Equal("2023-05-03", view.Timeline[1].On!.ToString());
        Assert.Equal(3, MeetingsRead.Of(At("2023-05-07", [.. events, new MeetingCorrected("forum", "Planned otherwise.", null, null, null, null, null, null, ScheduledFor: On("2023-05-03"))])!).LateDays);
        // What was mended of a holding that was taken back is not said of the next.
        var anew = MeetingsRead.Of(At("2023-05-09", Forum, Held, Mend("2023-05-06"), new ActTakenBack("meeting:forum", Both, 2), Held with { HeldOn = On("2023-05-08") })!);
        Assert.Equal("2023-05-08", anew.HeldOn!.ToString());

        static MeetingCorrected Mend(string day) => new("forum", "Typed wrong.", null, null, null, null, null, null, "Almaty", On(day));
    }

    [Fact]
    public void A_timeline_told_another_day_than_was_logged()
    {
        var dossier = At("2026-11-22", Forum, new MeetingCorrected("forum", "Typed wrong.", null, null, null, null, null, On("2023-05-02")))!;
        Assert.Equal(["2023-05-04", "2023-05-02"], dossier.Log.Select(l => l.On!.ToString()));
    }

    [Fact]
    public void What_an_earlier_source_said_of_a_commitment_was_known_no_sooner_than_what_the_later_one_said()
    {
        var published = new Dictionary<string, Publication> { ["late"] = new(Day("2020-04-17"), 1, default), ["early"] = new(Day("2020-04-01"), 2, default) };
        CommitmentView? By(string day, params (object Event, string Source)[] events)
        {
            var dossier = Logged([.. events.Select(e => e.Event)]);
            return Dossiers.At(dossier with { Log = [.. dossier.Log.Zip(events, (l, e) => l with { Citation = new(e.Source, $"words of {e.Source}") })] }, new(new(Day(day), PublishedBy: Day(day)), published)) is { } then
                ? CommitmentViews.Of(then) : null;
        }
        var mention = new CommitmentContradicted("flour", Both, On("2020-04-01"), null, "early", new(50, "t"), null);
        Assert.Null(By("2020-03-31", (Made, "late"), (mention, "early")));
        var before = By("2020-04-02", (Made, "late"), (mention, "early"))!;
        Assert.Equal((50, null, "2020-04-01", "early"), (before.Quantity!.Amount, before.Deadline, before.StatedOn.ToString(), before.Timeline[0].Citation!.Source));
        Assert.Null(before.Contradictions);
        var after = By("2020-04-17", (Made, "late"), (mention, "early"))!;
        Assert.Equal((5_000, Made.Deadline, "late"), (after.Quantity!.Amount, after.Deadline, after.Timeline[0].Citation!.Source));
        Assert.Equal(50, Assert.Single(after.Contradictions!).Quantity!.Amount);
    }

    [Fact]
    public void What_a_source_had_published_was_unknown_until_the_last_day_on_which_it_may_have_been_said()
    {
        var dossier = Logged(Made with { StatedOn = On("2020"), Deadline = On("2020-09-30") });
        dossier = dossier with { Log = [dossier.Log[0] with { Citation = new("report", "words") }] };
        CommitmentView? On_(string day, string published) => Dossiers.At(dossier, new(new(Day(day)), new Dictionary<string, Publication> { ["report"] = new(Day(published), 1, default) })) is { } then ? CommitmentViews.Of(then) : null;
        Assert.Null(On_("2020-06-14", "2020-06-15"));
        Assert.Equal(CommitmentStatus.Open, On_("2020-06-15", "2020-06-15")!.Status);
        Assert.Equal(CommitmentStatus.Overdue, On_("2020-10-01", "2020-06-15")!.Status);
        Assert.Null(On_("2020-10-01", "2021-06-15"));
    }

    [Fact]
    public void A_meeting_was_unknown_until_the_source_that_was_logged_first_although_another_had_told_of_it()
    {
        var published = new Dictionary<string, Publication> { ["late"] = new(Day("2023-05-04"), 1, default), ["early"] = new(Day("2023-02-01"), 2, default) };
        Dossier? By(string day, params (object Event, string Source)[] events)
        {
            var dossier = Logged([.. events.Select(e => e.Event)]);
            return Dossiers.At(dossier with { Log = [.. dossier.Log.Zip(events, (l, e) => l with { Citation = new(e.Source, $"words of {e.Source}") })] }, new(new(Day(day), PublishedBy: Day(day)), published));
        }
        foreach (object mention in (object[])[new EntryCited("meeting:forum", Both, null), new MeetingRestated("forum", Both, On("2023-02-01"), "early", null, On("2023-05-03"), null)])
        {
            Assert.Null(By("2023-01-31", (Forum, "late"), (mention, "early")));
            Assert.Equal("words of early", By("2023-02-01", (Forum, "late"), (mention, "early"))!.Log[0].Citation!.Quote);
            Assert.Equal("words of late", By("2023-05-04", (Forum, "late"), (mention, "early"))!.Log[0].Citation!.Quote);
            Assert.Null(By("2023-02-01", (Forum, "late"), (mention, "early"), (new ActTakenBack("meeting:forum", Both, 2), "late")));
        }
        Assert.Null(By("2023-02-01", (Forum, "late")));
        var planned = (Forum with { ScheduledFor = On("2023-05-02"), Place = "Astana" }, "late");
        var told = MeetingsRead.Of(By("2023-02-01", planned, (new MeetingRestated("forum", Both, On("2023-02-01"), "early", null, On("2023-05-03"), null), "early"))!);
        Assert.Equal(("2023-05-03", null), (told.ScheduledFor!.ToString(), told.Place));
        // Nobody tells of what is not yet.
        (object, string)[] held = [(Forum with { StatedOn = On("2023-02-01") }, "early"), (Held, "late"), (new EntryCited("meeting:forum", Both, 2), "early")];
        Assert.Null(MeetingsRead.Of(By("2023-05-02", held)!).HeldOn);
        Assert.Equal(On("2023-05-03"), MeetingsRead.Of(By("2023-05-03", held)!).HeldOn);
    }

    static Dossier? At(string day, params object[] events) => Dossiers.At(Logged(events), new(new(Day(day)), new Dictionary<string, Publication>()));

    /// <summary>Logged one a day from 1 January 2026 on, without a source.</summary>
    static Dossier Logged(params object[] events) => new("meeting:forum", [.. events.Select((e, n) => new Logged(
        App.Types.NameOf(e.GetType()), n + 1, n + 1, new(2026, 1, n + 1, 12, 0, 0, TimeSpan.Zero), "officer", Happened.On(e), null, null, JsonSerializer.SerializeToElement(e, e.GetType(), ContractJson.Stored)))]);

    [Fact]
    public void A_proposal_bore_another_version_in_the_past()
    {
        Logged Of(long version, object e) => new(App.Types.NameOf(e.GetType()), version, version, DateTimeOffset.UnixEpoch, "officer", Happened.On(e), null, null, JsonSerializer.SerializeToElement(e, e.GetType(), ContractJson.Stored));
        var then = new Dossier("commitment:flour", [Of(1, Made), Of(4, CommitmentTracker.Decisions.Tests.Commitments.Flour.Proposed)]); // two things of later days are left out
        Assert.Equal(4, then.Waiting()!.Proposal);
        Assert.Null((then with { Log = [.. then.Log, Of(5, CommitmentTracker.Decisions.Tests.Commitments.Flour.Fulfilled)] }).Waiting());
    }
}
