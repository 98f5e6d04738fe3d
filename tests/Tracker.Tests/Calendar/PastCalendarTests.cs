using System.Net;
using CommitmentTracker.Tests;

namespace CommitmentTracker.Tracker.Tests.Calendar;

/// <summary>The calendar of a day gone by, of which less was known.</summary>
public sealed class PastCalendarTests(Postgres postgres, SampleService shared) : IClassFixture<SampleService>
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_agreement_whose_record_came_after_the_day_asked_for_broke_the_whole_calendar()
    {
        await using var service = await RunningService.Start(postgres, "past", Ct);
        await service.SendBatch("""
            {"command":"RecordAgreement","slug":"n-4","parties":["KAZ","IRN"],"kind":"roadmap","title":"n4","signedOn":"2023-05-04"}
            {"command":"SetAgreementTerm","agreement":"n-4","term":{"until":"2027-12-31"}}
            """, Ct);
        await service.Drain(Ct);

        foreach (var time in new[] { "asOf=2024-01-01", "asPublishedBy=2024-01-01", "asOf=2023-05-03" })
        {
            var calendar = await service.Http.GetStringAsync(new Uri($"/calendar.ics?pair=IRN-KAZ&{time}", UriKind.Relative), Ct);
            Assert.Equal(time != "asOf=2023-05-03", calendar.Contains("DTSTART;VALUE=DATE:20271231", StringComparison.Ordinal));
            Assert.DoesNotContain("CANCELLED", calendar, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("asOf")]
    [InlineData("asPublishedBy")]
    [InlineData("asKnownOn")]
    public async Task The_calendar_of_the_sample_is_there_for_every_day(string time)
    {
        var service = await shared.Get(Ct);
        for (var day = new DateOnly(1992, 1, 15); day.Year < 2031; day = day.AddDays(97))
            foreach (var of in new[] { "", "&pair=KAZ-TJK" })
            {
                using var answer = await service.Http.GetAsync(new Uri($"/calendar.ics?{time}={day:yyyy-MM-dd}{of}", UriKind.Relative), Ct);
                Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{time}={day:yyyy-MM-dd}{of}: {answer.StatusCode}");
            }
    }
}
