using System.Globalization;
using System.Text.Json;
using CommitmentTracker.Agreements;
using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Review;
using CommitmentTracker.Sources;

namespace CommitmentTracker.Decisions.Tests.Agreements;

/// <summary>What was known of an agreement: all of it recorded in 2026, announced by a source of 1 May 2023, signed on the 4th by one of the 6th.</summary>
public sealed class AgreementAsKnownTests
{
    static readonly DateOnly Today = Scenario.Day("2026-11-22");
    static readonly Dictionary<string, DateOnly> Published = new()
    {
        ["announces"] = Scenario.Day("2023-05-01"), ["reports"] = Scenario.Day("2023-05-06"), ["early"] = Scenario.Day("2023-05-05"), ["looks-back"] = Scenario.Day("2025-01-01"),
    };

    static readonly StateCode[] Parties = [StateCode.Parse("KAZ"), StateCode.Parse("TJK")];
    static readonly Logged
        Announced = Act(1, new AgreementRecorded("pact", Parties, AgreementKind.Treaty, "Pact"), "announces"),
        Signed = Act(2, new AgreementSigned("pact", Parties, DateSpan.Parse("2023-05-04"), "Astana"), "reports");

    [Theory]
    [InlineData("2023-04-30", null)]
    [InlineData("2023-05-01", "Announced")]
    [InlineData("2023-05-05", "Announced")]
    [InlineData("2023-05-06", "Signed")]
    [InlineData("2099-01-01", "Signed")]
    public void By_what_was_published_it_showed_before_any_source_spoke_of_it_and_vanished_once_it_was_signed(string by, string? status) =>
        Assert.Equal(status, Of(PublishedBy(by), Announced, Signed)?.Status.ToString());

    [Theory]
    [InlineData("2023-04-30", null)]
    [InlineData("2023-05-03", "Announced")]
    [InlineData("2023-05-04", "Signed")]
    public void On_a_day_of_the_world_it_is_signed_though_nobody_had_published_it_yet(string day, string? status) =>
        Assert.Equal(status, Of(new(Scenario.Day(day)), Announced, Signed)?.Status.ToString());

    [Fact]
    public void A_signature_known_by_its_year_hid_consents_clause_and_entry_into_force_until_its_last_day()
    {
        var signed = Act(2, new AgreementSigned("pact", Parties, DateSpan.Parse("2023")), null);
        Logged[] acts =
        [
            Announced, signed, Act(3, new EntryIntoForceClauseSet("pact", Parties, new(Trigger.Consents, Days: 30)), null),
            Act(4, new ConsentExpressed("pact", Parties, Parties[0], ConsentForm.Ratification, DateSpan.Parse("2023-06")), null), Act(5, new ConsentExpressed("pact", Parties, Parties[1], ConsentForm.Ratification, DateSpan.Parse("2023-07")), null),
        ];
        string? At(string day, params Logged[] log) => Of(new(Scenario.Day(day)), log) is { } view ? $"{view.Status} {view.SignedOn}" : null;

        Assert.Equal("Announced ", At("2023-06-29", acts));
        Assert.Equal("Ratifying 2023", At("2023-06-30", acts));
        Assert.Equal("InForce 2023", At("2023-08-30", acts));
        Assert.Equal([PartyState.Ratifying, PartyState.Signed], Of(new(Scenario.Day("2023-07-01")), Announced, signed, Act(3, new DomesticStepCompleted("pact", Parties, Parties[0], DomesticStage.LowerHouse, DateSpan.Parse("2023-06-01")), null))!.Standing.Select(s => s.State));
        Assert.Empty(Of(new(Scenario.Day("2023-07-01")), Announced, signed, Act(3, new AgreementEnteredIntoForce("pact", Parties, DateSpan.Parse("2023-06-01")), null))!.Warnings);
        // An entry into force before the signature shows none.
        Assert.Null(Of(new(Scenario.Day("2023-07-01")), Announced, Act(2, new AgreementSigned("pact", Parties, DateSpan.Parse("2023-08")), null), Act(3, new AgreementEnteredIntoForce("pact", Parties, DateSpan.Parse("2023-06-01")), null))!.SignedOn);
    }

    [Fact]
    public void Before_the_stated_entry_into_force_it_was_in_force_by_its_clause_alone()
    {
        Logged[] acts =
        [
            Announced, Signed, Act(3, new EntryIntoForceClauseSet("pact", Parties, new(Trigger.Consents, Days: 30)), null),
            Act(4, new ConsentExpressed("pact", Parties, Parties[0], ConsentForm.Ratification, DateSpan.Parse("2024-05-20")), null), Act(5, new ConsentExpressed("pact", Parties, Parties[1], ConsentForm.Ratification, DateSpan.Parse("2024-06-01")), null),
        ];
        Logged[] stated = [.. acts, Act(6, new AgreementEnteredIntoForce("pact", Parties, DateSpan.Parse("2024-09-01")), "looks-back")];
        string? At(string day, params Logged[] log) => Of(new(Scenario.Day(day)), log) is { } view ? $"{view.Status} {view.InForceFrom?.On}" : null;

        Assert.Equal("InForce 2024-07-01", At("2024-07-15", acts));
        Assert.Equal("Ratifying ", At("2024-07-15", stated));
        Assert.Equal("Ratifying ", At("2024-08-31", stated));
        Assert.Equal("InForce 2024-09-01", At("2024-09-01", stated));
        // Of what nobody had published yet the clause is all that was known.
        Assert.Equal("InForce", Of(PublishedBy("2024-12-31"), stated)!.Status.ToString());
        Assert.Equal("2024-07-01", Of(PublishedBy("2024-12-31"), stated)!.InForceFrom!.On.ToString());
    }

    [Fact]
    public void Before_its_signature_it_stands_as_it_stood_then()
    {
        var view = Of(PublishedBy("2023-05-05"), Announced, Signed)!;

        Assert.Equal((null, null, 1L), (view.SignedOn, view.SignedAt, view.Position));
        Assert.Equal(["agreement_recorded"], view.Timeline!.Select(t => t.Act));
        Assert.Equal(["announces"], view.Citations.Select(c => c.Source));
    }

    [Fact]
    public void A_source_that_looks_back_tells_of_the_past_and_was_not_known_in_it()
    {
        Logged[] acts = [Announced with { Citation = new("looks-back", "words") }, Act(2, new AgreementSigned("pact", Parties, DateSpan.Parse("1993-01")), "looks-back")];

        Assert.Null(Of(PublishedBy("2000-01-01"), acts));
        Assert.Equal("1993-01", Of(new(Scenario.Day("1993-01-31")), acts)!.SignedOn!.ToString());
        Assert.Null(Of(new(Scenario.Day("1993-01-30")), acts)); // of a month one knows at its end
    }

    [Fact]
    public void Without_a_citation_a_signature_is_known_from_its_day_and_an_announcement_from_its_recording()
    {
        Logged announced = Announced with { Citation = null }, signed = Signed with { Citation = null };

        Assert.Null(Of(PublishedBy("2026-11-20"), announced));
        Assert.NotNull(Of(PublishedBy("2026-11-21"), announced));
        Assert.Equal(AgreementStatus.Signed, Of(PublishedBy("2023-05-04"), announced, signed)!.Status);
        Assert.Null(Of(PublishedBy("2023-05-03"), announced, signed));
    }

    [Fact]
    public void A_mention_of_an_earlier_source_makes_it_known_earlier()
    {
        var mention = Act(3, new AgreementCited("pact", Parties, new("early", "words"), DateSpan.Parse("2023-05-04")), "early");

        Assert.Equal(AgreementStatus.Signed, Of(PublishedBy("2023-05-05"), Announced, Signed, mention)!.Status);
        Assert.Equal(["announces", "reports", "early"], Of(new(Today), Announced, Signed, mention)!.Citations.Select(c => c.Source));
    }

    [Fact]
    public void What_was_recorded_after_the_instant_asked_for_does_not_count()
    {
        var view = Of(new(Today, Signed.RecordedAt.AddTicks(-1)), Announced, Signed)!;

        Assert.Equal((AgreementStatus.Announced, 1L), (view.Status, view.Position));
        Assert.Null(Of(new(Today, Announced.RecordedAt.AddTicks(-1)), Announced, Signed));
        Assert.Equal(AgreementStatus.Signed, Of(new(Today, Signed.RecordedAt), Announced, Signed)!.Status);
    }

    [Fact]
    public void A_correction_counts_for_every_day_and_only_since_it_was_recorded()
    {
        var corrected = Act(3, new AgreementCorrected("pact", Parties, "Typed wrong", "Pact!", SignedOn: DateSpan.Parse("2023-05-02")), null);

        var then = Of(new(Scenario.Day("2023-05-02")), Announced, Signed, corrected)!;
        Assert.Equal((AgreementStatus.Signed, "Pact!", "2023-05-02"), (then.Status, then.Title, then.SignedOn!.ToString()));
        var before = Of(new(Today, Signed.RecordedAt), Announced, Signed, corrected)!;
        Assert.Equal(("Pact", "2023-05-04"), (before.Title, before.SignedOn!.ToString()));
    }

    [Fact]
    public void What_is_recorded_today_counts_today_whatever_its_source_says_of_its_own_day()
    {
        var vague = Announced with { Citation = new("this-year", "words") }; // published "in 2026", at the latest on 31 December
        Published["this-year"] = Scenario.Day("2026-12-31");

        Assert.NotNull(Of(new(Today), vague));
        Assert.NotNull(Of(PublishedBy("2026-11-22"), vague));
    }

    static Question PublishedBy(string day) => new(Scenario.Day(day), null, Scenario.Day(day));

    [Fact]
    public void A_clause_is_as_old_as_the_signature_and_what_follows_from_it_counts_since_then()
    {
        var clause = Act(3, new EntryIntoForceClauseSet("pact", Parties, new(Trigger.Consents, Days: 30)), null);
        Logged[] acts =
        [
            Announced, Signed, clause, Act(4, new ConsentExpressed("pact", [.. Parties], Parties[0], ConsentForm.Ratification, DateSpan.Parse("2023-09-01")), null),
            Act(5, new ConsentExpressed("pact", [.. Parties], Parties[1], ConsentForm.Ratification, DateSpan.Parse("2024-01-30")), null),
        ];

        Assert.Equal((AgreementStatus.Ratifying, null), On("2024-01-29"));
        Assert.Equal((AgreementStatus.Ratifying, "2024-02-29"), On("2024-02-28")); // 30 days, in a leap year
        Assert.Equal((AgreementStatus.InForce, "2024-02-29"), On("2024-02-29"));

        (AgreementStatus, string?) On(string day) => Of(new(Scenario.Day(day)), acts) is { } view ? (view.Status, view.InForceFrom?.On.ToString()) : default;
    }

    [Fact]
    public void A_mention_tells_the_act_it_speaks_of_before_the_acts_own_source_is_out()
    {
        var vote = Act(3, new DomesticStepCompleted("pact", Parties, Parties[0], DomesticStage.LowerHouse, DateSpan.Parse("2023-05-05")), "looks-back");
        var mention = Act(4, new AgreementCited("pact", Parties, new("reports", "words"), Act: 3), "reports");

        Assert.Equal(AgreementStatus.Signed, Of(PublishedBy("2023-05-06"), Announced, Signed, vote)!.Status);
        var view = Of(PublishedBy("2023-05-06"), Announced, Signed, vote, mention)!;
        Assert.Equal(AgreementStatus.Ratifying, view.Status);
        Assert.Equal([PartyState.Ratifying, PartyState.Signed], view.Standing.Select(p => p.State));
        Assert.Equal(DomesticStage.LowerHouse, Assert.Single(view.Standing[0].Steps).Stage);
    }

    [Fact]
    public void An_act_that_was_taken_back_counts_for_no_day_once_that_is_recorded()
    {
        Logged vote = Act(3, new DomesticStepCompleted("pact", Parties, Parties[0], DomesticStage.LowerHouse, DateSpan.Parse("2023-05-05")), null),
            back = Act(4, new AgreementActTakenBack("pact", Parties, 3), null);

        Assert.Equal(AgreementStatus.Signed, Of(new(Scenario.Day("2024-01-01")), Announced, Signed, vote, back)!.Status);
        Assert.Equal(AgreementStatus.Ratifying, Of(new(Scenario.Day("2024-01-01"), vote.RecordedAt), Announced, Signed, vote, back)!.Status);
        Assert.Contains("agreement_act_taken_back", Of(new(Today), Announced, Signed, vote, back)!.Timeline!.Select(t => t.Act));
    }

    [Fact]
    public void What_was_taken_back_is_so_for_every_day_once_that_is_recorded()
    {
        Logged proposed = Act(3, new ClosureProposed("agreement:pact", Parties, Closure.Retracted, null, null, null, null, null, "Never was.", "officer"), null),
            retracted = Act(4, new EntryRetracted("agreement:pact", Parties, "officer"), null);

        Assert.Equal(3, Of(new(Today), Announced, Signed, proposed)!.Waiting!.Proposal);
        Assert.Equal(AgreementStatus.Retracted, Of(new(Scenario.Day("2023-05-04")), Announced, Signed, proposed, retracted)!.Status);
        Assert.Equal(AgreementStatus.Signed, Of(new(Today, proposed.RecordedAt), Announced, Signed, proposed, retracted)!.Status);
    }

    [Fact]
    public void The_timeline_told_neither_whose_act_it_was_nor_the_day_of_effect_nor_what_was_taken_back()
    {
        var view = Of(new(Today), Announced, Signed,
            Act(3, new DomesticStepCompleted("pact", Parties, Parties[0], DomesticStage.LowerHouse, DateSpan.Parse("2023-05-05"), "Mazhilis"), null),
            Act(4, new AgreementCited("pact", Parties, new("reports", "words"), Act: 3), "reports"),
            Act(5, new AgreementActTakenBack("pact", Parties, 3), null),
            Act(6, new AgreementTerminated("pact", Parties, DateSpan.Parse("2027-06-01"), AgreedOn: DateSpan.Parse("2026-10-15")), null),
            Act(7, new AgreementDenounced("pact", Parties, Parties[1], DateSpan.Parse("2026-10-16"), DateSpan.Parse("2027-01-16")), null),
            Act(8, new AgreementAmended("pact", Parties, DateSpan.Parse("2026-10-17"), "Article 4", "protocol"), null))!;

        var timeline = view.Timeline!;
        Assert.Equal(
            [
                "1 ||parties KAZ, TJK; kind treaty; Pact||", "2 2023-05-04||signed at Astana||", "3 2023-05-05|KAZ|stage lowerHouse; body Mazhilis||by 5", "4 2023-05-05||act 3||by 5",
                "5 ||version 3: domestic_step_completed, KAZ, stage lowerHouse; body Mazhilis||", "6 2026-10-15|||2027-06-01|", "7 2026-10-16|TJK||2027-01-16|", "8 2026-10-17||Article 4; amended by protocol||",
            ],
            timeline.Select(l => $"{l.Version} {l.On}|{Timeline.Party(l)}|{Timeline.InWords(l, timeline)}|{l.TakesEffectOn}|{(l.TakenBackBy is { } by ? $"by {by}" : "")}"));
        Assert.Equal((3, "officer", 8L), (timeline[4].TakesBack, timeline[4].Actor, timeline[7].Position));
    }

    [Fact]
    public void Who_left_and_came_back_lost_its_first_consent()
    {
        var standing = Of(new(Today), Announced, Signed,
            Act(3, new ConsentExpressed("pact", Parties, Parties[0], ConsentForm.Ratification, DateSpan.Parse("2023-09-01")), null),
            Act(4, new ConsentExpressed("pact", Parties, Parties[1], ConsentForm.Ratification, DateSpan.Parse("2023-09-02")), null),
            Act(5, new AgreementEnteredIntoForce("pact", Parties, DateSpan.Parse("2023-10-01")), null),
            Act(6, new AgreementDenounced("pact", Parties, Parties[0], DateSpan.Parse("2024-01-01"), DateSpan.Parse("2025-01-01")), null),
            Act(7, new ConsentExpressed("pact", Parties, Parties[0], ConsentForm.Accession, DateSpan.Parse("2025-06-01")), null))!.Standing;

        Assert.Equal(ConsentForm.Accession, standing[0].Consent!.Form);
        var earlier = Assert.Single(standing[0].Earlier!);
        Assert.Equal((ConsentForm.Ratification, "2023-09-01", "2025-01-01"), (earlier.Consent!.Form, earlier.Consent.On.ToString(), earlier.Until.ToString()));
        Assert.Null(standing[1].Earlier);
    }

    [Fact]
    public void A_notice_that_takes_effect_after_the_end_was_due_all_the_same()
    {
        StateCode[] three = [.. Parties, StateCode.Parse("UZB")];
        Logged[] Life(StateCode[] parties, params object[] acts) =>
            [.. acts.Prepend(new AgreementEnteredIntoForce("pact", parties, DateSpan.Parse("2023-10-01"))).Prepend(new AgreementRecorded("pact", parties, AgreementKind.Treaty, "Pact")).Select((e, n) => Act(n + 1, e, null))];
        AgreementDenounced notice = new("pact", three, Parties[0], DateSpan.Parse("2026-06-01"), DateSpan.Parse("2027-06-01"));
        AgreementTerminated agreed = new("pact", three, DateSpan.Parse("2027-02-01"), AgreedOn: DateSpan.Parse("2026-07-01"));

        Assert.Equal(["denunciation-KAZ"], Due(Life(three, notice)));
        Assert.Equal(["termination"], Due(Life(three, notice, agreed)));
        Assert.Equal(["denunciation-KAZ", "termination"], Due(Life(three, notice, agreed with { TerminatedOn = DateSpan.Parse("2027-07-01") })));
        Assert.Equal(["denunciation-KAZ"], Due(Life(Parties, notice, notice with { Party = Parties[1], TakesEffectOn = DateSpan.Parse("2027-07-01") }))); // with the first that leaves it ends
        Assert.Equal(["term"], Due(Life(three, notice, new AgreementTermSet("pact", three, new(Scenario.Day("2026-12-31"))))));

        IEnumerable<string?> Due(Logged[] acts) => Deadlines.Due.Of(Of(new(Today), acts)!).Select(d => d.Part);
    }

    [Fact]
    public void A_signature_was_known_by_the_day_of_a_later_source_where_an_earlier_one_gave_another()
    {
        var early = Told(3, null, "2023-05-05", "2023-05-03", "early", "Almaty");
        (string?, string?, int?) By(string day) => Of(PublishedBy(day), Announced, Signed, early) is { } v ? (v.SignedOn?.ToString(), v.SignedAt, v.Contradictions?.Count) : default;

        Assert.Equal((null, null, null), By("2023-05-04"));
        Assert.Equal(("2023-05-03", "Almaty", null), By("2023-05-05"));
        Assert.Equal(("2023-05-04", "Astana", 1), By("2023-05-06"));
        // In the world it had happened on the register's day, whoever else says otherwise.
        Assert.Equal(AgreementStatus.Announced, Of(new(Scenario.Day("2023-05-03")), Announced, Signed, early)!.Status);
        Assert.Equal(new OtherDay(DateSpan.Parse("2023-05-05"), "early", "agreement_signed", null, null, DateSpan.Parse("2023-05-03"), "Almaty"), Assert.Single(Of(new(Today), Announced, Signed, early)!.Contradictions!));
    }

    [Fact]
    public void The_day_of_an_act_was_known_by_a_source_that_gives_another_or_before_any_spoke_of_it()
    {
        (Published["before"], Published["after"]) = (Scenario.Day("2024-10-01"), Scenario.Day("2025-06-01"));
        Logged[] acts =
        [
            Announced, Signed, Act(3, new AgreementEnteredIntoForce("pact", Parties, DateSpan.Parse("2024-09-01")), "looks-back"),
            Told(4, 3, "2024-10-01", "2024-09-05", "before"), Told(5, 3, "2025-06-01", "2024-08-01", "after"),
        ];
        (string?, string) By(string day) => Of(PublishedBy(day), acts) is { } v ? (v.InForceFrom?.On.ToString(), string.Join(' ', v.Contradictions?.Select(c => $"{c.Source}:{c.Act}:{c.Version}:{c.On}") ?? [])) : default;

        Assert.Equal((null, ""), By("2024-09-30"));
        Assert.Equal(("2024-09-05", ""), By("2024-10-01"));
        Assert.Equal(("2024-09-01", "before:agreement_entered_into_force:3:2024-09-05"), By("2025-01-01"));
        Assert.Equal(("2024-09-01", "before:agreement_entered_into_force:3:2024-09-05 after:agreement_entered_into_force:3:2024-08-01"), By("2025-06-01"));
        Assert.Null(Of(new(Today, acts[2].RecordedAt), acts)!.Contradictions);
        var timeline = Of(new(Today), acts)!.Timeline!;
        Assert.Equal("agreement_entered_into_force; on 2024-09-05; act 3", Timeline.InWords(timeline[3], timeline));
    }

    [Fact]
    public void What_was_mended_to_another_sources_day_contradicted_it_still()
    {
        Logged force = Act(3, new AgreementEnteredIntoForce("pact", Parties, DateSpan.Parse("2024-09-01")), null), told = Told(4, 3, "2024-10-01", "2024-09-05", "early"), back = Act(5, new AgreementActTakenBack("pact", Parties, 3), null);
        Logged Again(string day) => Act(6, new AgreementEnteredIntoForce("pact", Parties, DateSpan.Parse(day)), null);

        Assert.Equal(3, Assert.Single(Of(new(Today), Announced, Signed, force, told)!.Contradictions!).Version);
        Assert.Null(Of(new(Today), Announced, Signed, force, told, back)!.Contradictions);
        Assert.Null(Of(new(Today), Announced, Signed, force, told, back, Again("2024-09-05"))!.Contradictions);
        Assert.Equal(6, Assert.Single(Of(new(Today), Announced, Signed, force, told, back, Again("2024-09-06"))!.Contradictions!).Version);
        Assert.Null(Of(new(Today), Announced, Signed, Told(3, null, "2023-05-05", "2023-05-03", "early"), Act(4, new AgreementCorrected("pact", Parties, "Typed wrong.", SignedOn: DateSpan.Parse("2023-05-03")), null))!.Contradictions);
    }

    static Logged Told(long version, long? act, string statedOn, string on, string source, string? at = null) =>
        Act(version, new AgreementRestated("pact", Parties, DateSpan.Parse(statedOn), DateSpan.Parse(on), new(source, "words"), at, act), source);

    static Logged Act(long version, object e, string? source) => new(
        App.Types.NameOf(e.GetType()), version, version, DateTimeOffset.Parse("2026-11-21T10:00:00Z", CultureInfo.InvariantCulture).AddMinutes(version), "officer", Happened.On(e), null,
        source is null ? null : new(source, "words"), JsonSerializer.SerializeToElement(e, e.GetType(), ContractJson.Stored));

    static AgreementView? Of(Question question, params Logged[] acts) =>
        AgreementAsKnown.Of(new("agreement:pact", acts), new(question, Published.ToDictionary(p => p.Key, p => new Publication(p.Value, 0, default))));

    /// <summary>Its return, of which alone a consent was logged, unbound a state on every day before it, and since.</summary>
    [Fact]
    public void A_state_that_left_a_treaty_of_many_and_came_back_had_never_been_bound()
    {
        StateCode[] three = [.. Parties, StateCode.Parse("UZB")];
        var who = three[0];
        AgreementView On(string day) => Of(new(Scenario.Day(day)),
            Act(1, new AgreementRecorded("pact", three, AgreementKind.Treaty, "Pact"), null), Act(2, new AgreementSigned("pact", three, DateSpan.Parse("2010-01-01")), null), Act(3, new AgreementEnteredIntoForce("pact", three, DateSpan.Parse("2010-06-01")), null),
            Act(4, new AgreementDenounced("pact", three, who, DateSpan.Parse("2015-06-01"), DateSpan.Parse("2016-06-01")), null), Act(5, new ConsentExpressed("pact", three, who, ConsentForm.Accession, DateSpan.Parse("2020-01-01")), null))!;
        Assert.Equal([PartyState.Bound, PartyState.Leaving, PartyState.Released, PartyState.Bound], new[] { "2012-01-01", "2015-07-01", "2019-12-31", "2021-01-01" }.Select(day => On(day).Standing.Single(p => p.Party == who).State));
    }
}
