using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Sources;
using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Contracts.Trade;
using CommitmentTracker.Contracts.Values;
using FsCheck;
using FsCheck.Fluent;

namespace CommitmentTracker.Decisions.Tests;

/// <summary>Commands over a small world, so that they meet: two slugs of a kind, a few days, a few amounts.</summary>
static class CommandGenerators
{
    static readonly StateCode Kaz = StateCode.Parse("KAZ"), Tjk = StateCode.Parse("TJK");
    static readonly Gen<DateSpan> When = Gen.Elements("2017-11", "2018-03-14", "2021-05-20", "2023", "2023-05-04", "2024-08-22", "2025-03").Select(DateSpan.Parse);
    static readonly Gen<string> SourceSlug = Gen.Elements("bns", "trend", "trend");
    static readonly Gen<string> TargetSlug = Gen.Elements("kaz-tjk-trade", "kaz-tjk-trade", "kaz-tjk-trade", "other");
    static readonly Gen<string> AgreementSlug = Gen.Elements("treaty", "roadmap");
    static readonly Gen<string?> Reason = Gen.Elements(null, "One reason.", "Another reason.");
    static readonly Gen<string?> Speaker = Gen.Elements(null, "KAZ:President");
    static readonly Gen<Citation?> Cites = from source in SourceSlug from quote in Gen.Elements("up to 2 billion", "up to 2 billion", "never said") from cites in Gen.Elements(true, false)
                                           select cites ? new Citation(source, quote) : null;

    static readonly Gen<Citation> Cited = from source in SourceSlug from quote in Gen.Elements("up to 2 billion", "up to 2 billion", "up to 2 billion", "never said") select new Citation(source, quote);

    static readonly Gen<Money> Goal = from billions in Gen.Elements(1m, 2m, 3m) from bound in Gen.Elements<Bound?>(null, Bound.AtLeast) select new Money(billions * 1_000_000_000, "USD", bound);
    static readonly Gen<DateSpan?> Deadline = Gen.Elements(null, "2025", "2025", "2025-12-31", "2027", "2030", "2030").Select(d => d is null ? null : DateSpan.Parse(d));
    static readonly Gen<MeasurementBasis> Basis =
        from viewpoint in Gen.Elements("reporter:KAZ", "mid")
        from sources in Gen.Elements(null, new[] { "bns" }, ["bns", "trend"])
        select new MeasurementBasis(Viewpoint.Parse(viewpoint), TradeScope.Goods, null, MinimumStatus.Final, sources);

    static readonly Gen<ICommand> RegisterSource =
        from slug in SourceSlug from title in Gen.Frequency((4, Gen.Constant("Title")), (1, Gen.Constant("Other"))) from text in Gen.Elements(null, null, "up to 2 billion")
        select (ICommand)new RegisterSource(slug, title, "Publisher", DateSpan.Parse("2018"), "en", null, text);

    static readonly Gen<ICommand> AddSourceText =
        from slug in SourceSlug from text in Gen.Elements("up to 2 billion", "another text") select (ICommand)new AddSourceText(slug, text);

    static readonly Gen<ICommand> CorrectSourceText =
        from slug in SourceSlug from text in Gen.Elements("up to 2 billion", "another text", "a third text") from reason in Gen.Elements("One reason.", "Another reason.")
        select (ICommand)new CorrectSourceText(slug, text, reason);

    static readonly Gen<ICommand> CorrectSource =
        from slug in SourceSlug from title in Gen.Elements(null, "Title", "Other") from publisher in Gen.Elements("Publisher", "Press") from reason in Gen.Elements("One reason.", "Another reason.")
        select (ICommand)new CorrectSource(slug, reason, title, publisher);

    static readonly Gen<ICommand> CorrectAgreement =
        from slug in AgreementSlug from title in Gen.Elements("Title", "Other") from day in When from of in Gen.Elements(1, 2, 3) from reason in Gen.Elements("One reason.", "Another reason.") from cites in Cites
        select (ICommand)new CorrectAgreement(slug, reason, of == 1 ? null : title, SignedOn: of == 2 ? null : day, Citation: cites, SignedBy: of == 3 ? [Tjk] : null);

    static readonly Gen<ICommand> RecordAgreement =
        from slug in AgreementSlug from parties in Gen.Elements(new[] { Kaz, Tjk }, new[] { Tjk, Kaz }) from day in When from signed in Gen.Elements(true, false)
        from at in Gen.Elements(null, "Dushanbe") from cites in Cites
        select (ICommand)new RecordAgreement(slug, parties, AgreementKind.Treaty, "Title", signed ? day : null, signed ? at : null, null, cites);

    static readonly Gen<ICommand> SignAgreement =
        from slug in AgreementSlug from day in When from at in Gen.Elements(null, "Dushanbe") from cites in Cites select (ICommand)new SignAgreement(slug, day, at, cites);

    static readonly Gen<ICommand> SetTradeTarget =
        from slug in TargetSlug from basis in Basis from based in Gen.Elements(true, false) from deadline in Gen.Elements(null, null, "2025") from cites in Cites
        select (ICommand)new SetTradeTarget(
            slug, new(Kaz, Tjk), Measure.Turnover, new(2_000_000_000, "USD"), DateSpan.Parse("2018-03-14"), deadline is null ? null : DateSpan.Parse(deadline), null,
            based ? basis : null, cites);

    static readonly Gen<ICommand> DeclareTargetBasis =
        from slug in TargetSlug from basis in Basis from reason in Reason from cites in Cites select (ICommand)new DeclareTargetBasis(slug, basis, reason, cites);

    static readonly Gen<ICommand> ReviseTradeTarget =
        from slug in TargetSlug from day in When from goal in Goal from says in Gen.Elements(1, 2, 3) from deadline in Deadline from speaker in Speaker from reason in Reason
        from agreed in Gen.Elements(null, new[] { Kaz }, [Kaz, Tjk], [Kaz, Tjk], [Kaz, Tjk]) from contradiction in Gen.Elements(false, false, false, true) from cites in Cited
        select (ICommand)new ReviseTradeTarget(
            slug, day, cites, says == 1 ? null : goal, says == 2 ? null : deadline, speaker, reason, reason is null ? null : "Roadmap", agreed, contradiction);

    static readonly Gen<ICommand> CorrectTradeTarget =
        from slug in TargetSlug from of in Gen.Choose(1, 4) from goal in Goal from deadline in Deadline from day in When from speaker in Speaker from reason in Reason
        select (ICommand)new CorrectTradeTarget(slug, reason ?? "Typed wrong.", of == 1 ? goal : null, of == 2 ? deadline : null, of == 3 ? day : null, of == 4 ? speaker : null);

    // Rare but of one target: after it little happens to a target.
    static readonly Gen<ICommand> WithdrawTradeTarget =
        from slug in Gen.Frequency((1, Gen.Constant("kaz-tjk-trade")), (9, Gen.Constant("other"))) from day in When from reason in Reason from cites in Cites
        select (ICommand)new WithdrawTradeTarget(slug, day, reason ?? "Given up.", cites);

    static readonly Gen<ICommand> ReinstateTradeTarget =
        from slug in Gen.Frequency((1, Gen.Constant("kaz-tjk-trade")), (9, Gen.Constant("other"))) from day in Gen.Elements("2023-05-04", "2024-08-22", "2024-11").Select(DateSpan.Parse) from reason in Reason from cites in Cited from speaker in Speaker
        select (ICommand)new ReinstateTradeTarget(slug, day, reason ?? "Taken up again.", cites, speaker);

    static readonly Gen<ICommand> TakeBack =
        from slug in TargetSlug from version in Gen.Choose(1, 12) select (ICommand)new TakeBack($"target:{slug}", version, "A slip.");

    // Rare and of one target, for the same reason.
    static readonly Gen<ICommand> RetractTarget =
        from version in Gen.Choose(2, 6) from of in Gen.Elements(1, 2, 3) from reason in Gen.Elements("One reason.", "Another reason.")
        select (ICommand)(of == 1 ? new RetractEntry("target:other", reason) : of == 2 ? new RejectClosure("target:other", Closure.Retracted, version, reason) : new ConfirmClosure("target:other", Closure.Retracted, version));

    static readonly Gen<ICommand> RecordTradeFigure =
        from reporter in Gen.Elements(Kaz, Kaz, Kaz, Tjk) from period in Gen.Elements("2022", "2023") from amount in Gen.Elements(0m, 1_000, 1_100, 1_200, 5_000, 1_000_000)
        from currency in Gen.Frequency((9, Gen.Constant("USD")), (1, Gen.Constant("KZT"))) from status in Gen.Elements(Enum.GetValues<FigureStatus>()) from source in SourceSlug
        from released in Gen.Elements("2023-02-01", "2023-07-25", "2024-07-25", "2024-07-25", "2024") from confirm in Gen.Elements(true, false) from reason in Reason from cites in Cites
        select (ICommand)new RecordTradeFigure(
            reporter, reporter == Kaz ? Tjk : Kaz, Flow.Turnover, Period.Parse(period), new(amount, currency), status, source, DateSpan.Parse(released),
            Confirm: confirm && reason is not null, Reason: reason, Citation: cites);

    static readonly Gen<ICommand> RetractTradeFigure =
        from period in Gen.Elements("2022", "2023") from source in SourceSlug from reason in Reason from amount in Gen.Elements<decimal?>(null, 1_000, 1_100, 1_200)
        from released in Gen.Elements(null, null, "2023-07-25", "2024-07-25") from cites in Cites
        select (ICommand)new RetractTradeFigure(
            Kaz, Tjk, Flow.Turnover, Period.Parse(period), source, reason ?? "A slip.", Value: amount is null ? null : new(amount.Value, "USD"), ReleasedOn: released is null ? null : DateSpan.Parse(released), Citation: cites);

    public static readonly Gen<ICommand> Any = Gen.Frequency(
        (4, RegisterSource), (1, AddSourceText), (1, CorrectSource), (1, CorrectSourceText), (3, RecordAgreement), (3, SignAgreement), (2, CorrectAgreement), (4, SetTradeTarget), (2, DeclareTargetBasis), (2, CorrectTradeTarget), (20, ReviseTradeTarget),
        (4, WithdrawTradeTarget), (6, ReinstateTradeTarget), (6, TakeBack), (1, RetractTarget), (8, RecordTradeFigure), (2, RetractTradeFigure));

    /// <summary>A history, made shorter by leaving out one command at a time.</summary>
    public static readonly Arbitrary<ICommand[]> Histories = Arb.From(
        Gen.Frequency(
            (4, Gen.ArrayOf(Any)),
            (2, Gen.ArrayOf(Gen.Frequency((12, TreatyGenerators.Any.Select(c => new[] { c })), (3, TreatyGenerators.Lived), (2, RegisterSource.Select(c => new[] { c })), (2, RecordAgreement.Select(c => new[] { c })), (1, SignAgreement.Select(c => new[] { c })))).Select(parts => (ICommand[])[.. parts.SelectMany(p => p)])),
            (2, Gen.ArrayOf(Gen.Frequency((19, CommitmentGenerators.Any.Select(c => new[] { c })), (2, CommitmentGenerators.Closed), (2, RegisterSource.Select(c => new[] { c })))).Select(parts => (ICommand[])[.. parts.SelectMany(p => p)]))),
        history => Enumerable.Range(0, history.Length).Select(i => (ICommand[])[.. history[..i], .. history[(i + 1)..]]));
}
