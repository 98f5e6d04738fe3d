using System.Globalization;
using CommitmentTracker.Agreements;
using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Targets;

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
    static readonly AgreementAct
        Announced = Act(1, "agreement_recorded", "announces"),
        Signed = Act(2, "agreement_signed", "reports") with { SignedOn = DateSpan.Parse("2023-05-04"), SignedAt = "Astana" };

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
    public void Before_its_signature_it_stands_as_it_stood_then()
    {
        var view = Of(PublishedBy("2023-05-05"), Announced, Signed)!;

        Assert.Equal((null, null, 1L), (view.SignedOn, view.SignedAt, view.Position));
        Assert.Equal(["agreement_recorded"], view.Timeline.Select(t => t.Act));
        Assert.Equal(["announces"], view.Citations.Select(c => c.Source));
    }

    [Fact]
    public void A_source_that_looks_back_tells_of_the_past_and_was_not_known_in_it()
    {
        AgreementAct[] acts = [Act(1, "agreement_recorded", "looks-back"), Act(2, "agreement_signed", "looks-back") with { SignedOn = DateSpan.Parse("1993-01") }];

        Assert.Null(Of(PublishedBy("2000-01-01"), acts));
        Assert.Equal("1993-01", Of(new(Scenario.Day("1993-01-31")), acts)!.SignedOn!.ToString());
        Assert.Null(Of(new(Scenario.Day("1993-01-30")), acts)); // of a month one knows at its end
    }

    [Fact]
    public void Without_a_citation_a_signature_is_known_from_its_day_and_an_announcement_from_its_recording()
    {
        AgreementAct announced = Act(1, "agreement_recorded", null), signed = Signed with { Citation = null };

        Assert.Null(Of(PublishedBy("2026-11-20"), announced));
        Assert.NotNull(Of(PublishedBy("2026-11-21"), announced));
        Assert.Equal(AgreementStatus.Signed, Of(PublishedBy("2023-05-04"), announced, signed)!.Status);
        Assert.Null(Of(PublishedBy("2023-05-03"), announced, signed));
    }

    [Fact]
    public void A_mention_of_an_earlier_source_makes_it_known_earlier()
    {
        var mention = Act(3, "agreement_cited", "early") with { SignedOn = DateSpan.Parse("2023-05-04") };

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
        var corrected = Act(3, "agreement_corrected", null) with { Correction = new("pact", Parties, "Typed wrong", "Pact!", SignedOn: DateSpan.Parse("2023-05-02")) };

        var then = Of(new(Scenario.Day("2023-05-02")), Announced, Signed, corrected)!;
        Assert.Equal((AgreementStatus.Signed, "Pact!", "2023-05-02"), (then.Status, then.Title, then.SignedOn!.ToString()));
        var before = Of(new(Today, Signed.RecordedAt), Announced, Signed, corrected)!;
        Assert.Equal(("Pact", "2023-05-04"), (before.Title, before.SignedOn!.ToString()));
    }

    [Fact]
    public void What_is_recorded_today_counts_today_whatever_its_source_says_of_its_own_day()
    {
        var vague = Act(1, "agreement_recorded", "this-year"); // published "in 2026", at the latest on 31 December
        Published["this-year"] = Scenario.Day("2026-12-31");

        Assert.NotNull(Of(new(Today), vague));
        Assert.NotNull(Of(PublishedBy("2026-11-22"), vague));
    }

    static Question PublishedBy(string day) => new(Scenario.Day(day), null, Scenario.Day(day));

    static AgreementAct Act(long version, string act, string? source) => new(
        act, version, version, DateTimeOffset.Parse("2026-11-21T10:00:00Z", CultureInfo.InvariantCulture).AddMinutes(version), source is null ? null : new(source, "words"), null);

    static AgreementView? Of(Question question, params AgreementAct[] acts) =>
        AgreementAsKnown.Of(new(new("pact", Parties, AgreementKind.Treaty, "Pact"), acts), question, slug => Published.TryGetValue(slug, out var day) ? day : null);
}
