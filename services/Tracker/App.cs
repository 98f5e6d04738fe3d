using System.Diagnostics;
using CommitmentTracker.Agreements;
using CommitmentTracker.Calendar;
using CommitmentTracker.Commitments;
using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Sources;
using CommitmentTracker.Contracts.Trade;
using CommitmentTracker.Deadlines;
using CommitmentTracker.EventStore;
using CommitmentTracker.EventStore.Deciding;
using CommitmentTracker.EventStore.Projections;
using CommitmentTracker.Facts;
using CommitmentTracker.Meetings;
using CommitmentTracker.Notices;
using CommitmentTracker.Pairs;
using CommitmentTracker.Platform;
using CommitmentTracker.Platform.OpenApi;
using CommitmentTracker.Review;
using CommitmentTracker.Sources;
using CommitmentTracker.Targets;
using CommitmentTracker.Trade;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace CommitmentTracker;

/// <summary>What the service is made of: every slice and every projection by name, and how they are put together.</summary>
internal static class App
{
    /// <summary>Every command, in alphabetical order.</summary>
    public static IReadOnlyList<Slice> Slices { get; } =
    [
        AcceptInvitationSlice.Slice,
        AcceptStatementSlice.Slice,
        AddMilestoneSlice.Slice,
        AddParticipantSlice.Slice,
        AddSourceTextSlice.Slice,
        AdoptAgreementSlice.Slice,
        AdvanceDeadlineSlice.Slice,
        AmendAgreementSlice.Slice,
        AssessCommitmentSlice.Slice,
        AssignOwnerSlice.Slice,
        CancelMeetingSlice.Slice,
        CompleteDomesticStepSlice.Slice,
        ConfirmClosureSlice.Slice,
        ConfirmDeliverySlice.Slice,
        CorrectAgreementSlice.Slice,
        CorrectCommitmentSlice.Slice,
        CorrectFactSlice.Slice,
        CorrectMechanismSlice.Slice,
        CorrectMeetingSlice.Slice,
        CorrectSourceSlice.Slice,
        CorrectSourceTextSlice.Slice,
        CorrectTradeTargetSlice.Slice,
        DeclareTargetBasisSlice.Slice,
        DeclineInvitationSlice.Slice,
        DenounceAgreementSlice.Slice,
        DisputeDeliverySlice.Slice,
        DistinguishCommitmentSlice.Slice,
        EndProvisionalApplicationSlice.Slice,
        EnterIntoForceSlice.Slice,
        ExpireAgreementSlice.Slice,
        ExpressConsentSlice.Slice,
        ExtendDeadlineSlice.Slice,
        ExtendInvitationSlice.Slice,
        FulfilCommitmentSlice.Slice,
        HoldMeetingSlice.Slice,
        InitialAgreementSlice.Slice,
        LapseCommitmentSlice.Slice,
        MakeCommitmentSlice.Slice,
        MergeCommitmentSlice.Slice,
        ReachMilestoneSlice.Slice,
        ReclassifyStrengthSlice.Slice,
        RecordAcknowledgementSlice.Slice,
        RecordAgreementSlice.Slice,
        RecordDeliverySlice.Slice,
        RecordFactSlice.Slice,
        RecordMechanismSlice.Slice,
        RecordMeetingSlice.Slice,
        RecordTradeFigureSlice.Slice,
        RegisterSourceSlice.Slice,
        ReinstateTradeTargetSlice.Slice,
        RejectClosureSlice.Slice,
        ReopenCommitmentSlice.Slice,
        ReportProgressSlice.Slice,
        RescheduleMeetingSlice.Slice,
        ResolveQuestionSlice.Slice,
        RestateAgreementSlice.Slice,
        RestateCommitmentSlice.Slice,
        RestateMeetingSlice.Slice,
        ResumeAgreementSlice.Slice,
        RetractEntrySlice.Slice,
        RetractTradeFigureSlice.Slice,
        ReviewItemSlice.Slice,
        ReviseTradeTargetSlice.Slice,
        RevokeDenunciationSlice.Slice,
        SetAgreementTermSlice.Slice,
        SetEntryIntoForceClauseSlice.Slice,
        SetTradeTargetSlice.Slice,
        SignAgreementSlice.Slice,
        StartProvisionalApplicationSlice.Slice,
        SupersedeAgreementSlice.Slice,
        SupersedeCommitmentSlice.Slice,
        SuspendAgreementSlice.Slice,
        TakeBackSlice.Slice,
        TakeBackActSlice.Slice,
        TerminateAgreementSlice.Slice,
        UnmergeCommitmentSlice.Slice,
        WithdrawCommitmentSlice.Slice,
        WithdrawTradeTargetSlice.Slice,
    ];

    /// <summary>Every projection, in alphabetical order.</summary>
    public static IReadOnlyList<IProjection> Projections { get; } =
    [
        AgreementsRead.Projection,
        Dossiers.Projection,
        new NoticesRead(),
        new Quotes(),
        SourcesRead.Projection,
        TargetsRead.Projection,
        new TradeFigures(),
    ];

    /// <summary>The stored names and their records.</summary>
    public static EventTypes Types { get; } = new(StoredNames.All, ContractJson.Stored, shortcuts: new Dictionary<string, Shortcut>
    {
        ["trade_figure_recorded"] = FigureReader.Recorded,
        ["trade_figure_released_again"] = FigureReader.ReleasedAgain,
        ["trade_figure_revised"] = FigureReader.Revised,
    });

    /// <summary>
    /// A pool's size where the connection string does not say: two nodes, an operator and a migration fit into PostgreSQL's usual 100
    /// connections, of which Npgsql's own default would let one node take all.
    /// </summary>
    internal const int PoolSize = 40;

    /// <summary>A connection pool for this service; its name shows in <c>pg_stat_activity</c> and in the metrics.</summary>
    public static NpgsqlDataSource Connect(string connectionString, string name = "tracker")
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        settings.ApplicationName ??= "commitment-tracker";
        if (!settings.ShouldSerialize("Maximum Pool Size"))
            settings.MaxPoolSize = Math.Max(PoolSize, settings.MinPoolSize);
        // Repeated statements are planned once; the store prepares its own.
        if (settings.MaxAutoPrepare == 0)
            settings.MaxAutoPrepare = 50;
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = name };
        // The loops look at the log all day long: that is no part of anybody's trace.
        builder.ConfigureTracing(tracing => tracing.ConfigureCommandFilter(static _ => Activity.Current is not null).ConfigureBatchFilter(static _ => Activity.Current is not null).ConfigureCopyOperationFilter(static _ => Activity.Current is not null));
        return builder.Build();
    }

    /// <summary>The service on a database whose schema is in place, ready to be started.</summary>
    public static WebApplication Build(WebApplicationBuilder builder, NpgsqlDataSource source)
    {
        var standby = Reads.Standby(builder.Configuration);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = CommandBody.MaxBytes + 1024;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        });
        // Requests are told by metrics and traces; a line each would drown what matters. And where nobody traces, none is begun.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        var zones = ReferenceZones.From(builder.Configuration);
        services.AddSingleton(s => new ReferenceClock(s.GetRequiredService<TimeProvider>(), zones));
        services.AddSingleton(standby ?? source); // What GETs read.
        services.AddSingleton(Types);
        services.AddSingleton(s => new Store(source, Types, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new ProjectionRunner(source, s.GetRequiredService<Store>(), Projections, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(new HotStates());
        services.AddSingleton<DecisionLoop>();
        services.AddSingleton<Commands>();
        services.AddSingleton<Outages>();
        services.AddSingleton(s => new Reads(
            source, standby, s.GetRequiredService<Store>(), s.GetRequiredService<ProjectionRunner>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Documents>();
        // Views kept in memory until a commit moves them rest on the database where that commit is.
        services.AddSingleton(s => ActivatorUtilities.CreateInstance<TargetViews>(s, source, new Documents(
            new Reads(source, null, s.GetRequiredService<Store>(), s.GetRequiredService<ProjectionRunner>(), s.GetRequiredService<TimeProvider>()))));
        services.AddHostedService<KeepProjecting>();
        Watch(builder, source);
        Identity.Add(builder);
        Limits.Add(builder);
        Platform.Telemetry.Add(builder);
        ContractDocument.Add(services);
        var app = builder.Build();
        HeadRequests.Use(app);
        Failures.Use(app);
        Identity.Use(app);
        CommandEndpoints.Map(app, Slices, After(app, source));
        BatchEndpoint.Map(app, Slices, After(app, source));
        AgreementsRead.Map(app);
        CalendarRead.Map(app);
        CommitmentsRead.Map(app);
        ContractDocument.Map(app);
        Coverage.Map(app);
        DueRead.Map(app);
        FactsRead.Map(app);
        Feed.Map(app);
        GetPair.Map(app);
        GetTrade.Map(app);
        MechanismsRead.Map(app);
        MeetingsRead.Map(app);
        Metrics.Map(app);
        NoticesRead.Map(app);
        Problems.Map(app);
        ProposalsRead.Map(app);
        Service.Map(app);
        SourcesRead.Map(app);
        TargetsRead.Map(app);
        return app;
    }

    static void Watch(WebApplicationBuilder builder, NpgsqlDataSource source)
    {
        var services = builder.Services;
        services.AddSingleton(Tiers.From(builder.Configuration));
        services.AddSingleton<Agenda>();
        // What has changed it looks at once; a standby may not have heard of it by then.
        services.AddSingleton(s => ActivatorUtilities.CreateInstance<Watcher>(s, new Agenda(source, s.GetRequiredService<TargetViews>())));
        if (!bool.TryParse(builder.Configuration["Watch:Enabled"] ?? "true", out var watches))
            throw new MisconfiguredException($"Watch:Enabled is '{builder.Configuration["Watch:Enabled"]}'; it is true or false.");
        if (watches)
            services.AddHostedService<KeepWatching>();
    }

    /// <summary>What an answer says besides the append: for a text added or corrected, which quotes it holds.</summary>
    static Func<Given, CommandResult, CancellationToken, ValueTask<CommandResult>> After(WebApplication app, NpgsqlDataSource source)
    {
        var runner = app.Services.GetRequiredService<ProjectionRunner>();
        return (given, result, ct) => given.Command switch
        {
            AddSourceText text when result.Position > 0 => Quotes.Check(text.Source, text.Text, result, runner, source, ct),
            CorrectSourceText text when result.Position > 0 => Quotes.Check(text.Source, text.Text, result, runner, source, ct),
            RegisterSource { Text: { } text } when result.Position > 0 => Quotes.Check(Documents.SlugOf(result.Stream), text, result, runner, source, ct),
            _ => ValueTask.FromResult(result),
        };
    }
}
