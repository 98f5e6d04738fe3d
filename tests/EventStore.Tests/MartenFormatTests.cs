using System.Text;
using CommitmentTracker.EventStore;

namespace CommitmentTracker.Tests;

/// <summary>The tables are Marten 9's to the letter: what a Marten program, which this project cannot run, relies on.</summary>
public sealed class MartenFormatTests(Postgres postgres)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("mt_events",
        """
        seq_id bigint not null
        id uuid not null
        stream_id character varying
        version bigint not null
        data jsonb not null
        bdata bytea
        type character varying(500) not null
        timestamp timestamp with time zone not null default now()
        tenant_id character varying default '*DEFAULT*'::character varying
        mt_dotnet_type character varying
        correlation_id character varying
        causation_id character varying
        headers jsonb
        user_name character varying
        is_archived boolean default false
        """)]
    [InlineData("mt_streams",
        """
        id character varying not null
        type character varying
        version bigint
        timestamp timestamp with time zone not null default now()
        created timestamp with time zone not null default now()
        tenant_id character varying default '*DEFAULT*'::character varying
        is_archived boolean default false
        """)]
    [InlineData("mt_event_progression",
        """
        name character varying not null
        last_seq_id bigint
        last_updated timestamp with time zone default transaction_timestamp()
        """)]
    public async Task Columns_are_in_Martens_order_and_types(string table, string columns)
    {
        await using var log = await Log.Make(postgres, Ct);
        Assert.Equal(columns.ReplaceLineEndings("\n"), await log.One<string>(
            $"""
            select string_agg(attname || ' ' || format_type(atttypid, atttypmod) || case when attnotnull then ' not null' else '' end
                || coalesce(' default ' || pg_get_expr(adbin, adrelid), ''), e'\n' order by attnum)
            from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
            where attrelid = 'public.{table}'::regclass and attnum > 0
            """, Ct));
    }

    [Fact]
    public async Task Keys_and_indexes_bear_Martens_names_and_there_are_no_others()
    {
        await using var log = await Log.Make(postgres, Ct);
        Assert.Equal(
            """
            mt_event_progression pk_mt_event_progression PRIMARY KEY (name)
            mt_events fkey_mt_events_stream_id FOREIGN KEY (stream_id) REFERENCES mt_streams(id) ON DELETE CASCADE
            mt_events pkey_mt_events_seq_id PRIMARY KEY (seq_id)
            mt_streams pkey_mt_streams_id PRIMARY KEY (id)
            """.ReplaceLineEndings("\n"), await log.One<string>(
            "select string_agg(conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid), e'\n' order by 1, conname) "
            + "from pg_constraint where connamespace = 'public'::regnamespace", Ct).Sorted());
        Assert.Equal("pk_mt_event_progression,pk_mt_events_stream_and_version,pkey_mt_events_seq_id,pkey_mt_streams_id", await log.One<string>(
            "select string_agg(indexname, ',' order by indexname collate \"C\") from pg_indexes where schemaname = 'public'", Ct));
        Assert.Equal("CREATE UNIQUE INDEX pk_mt_events_stream_and_version ON public.mt_events USING btree (stream_id, version)",
            await log.One<string>("select indexdef from pg_indexes where indexname = 'pk_mt_events_stream_and_version'", Ct));
        Assert.Equal("public.mt_events_sequence", await log.One<string>("select pg_get_serial_sequence('public.mt_events', 'seq_id')", Ct));
        Assert.Equal("mt_event_progression,mt_events,mt_streams", await log.One<string>(
            "select string_agg(tablename, ',' order by tablename) from pg_tables where schemaname = 'public'", Ct));
    }

    [Fact]
    public async Task A_row_holds_what_Marten_would_have_written()
    {
        await using var log = await Log.Make(postgres, Ct);
        var metadata = new Metadata("officer-7", "trace-1", "cause-1", Encoding.UTF8.GetBytes("""{"reason": "as agreed"}"""));
        var results = await log.Node().Append(
            [
                new("commitment:flour", "commitment", 0, [new FlourPromised(5_000, "“allied”"), new FlourDelivered(1_200)], metadata, []),
                Log.Promise("commitment:bare", 0),
            ], Ct);
        var done = (AppendResult.Appended)results[0];
        Assert.Equal((2, 2), (done.Version, done.Position));

        Assert.Equal(
            """
            2|commitment:flour|2|{"tons": 1200}|-|flour_delivered|*DEFAULT*|CommitmentTracker.Tests.FlourDelivered, CommitmentTracker.EventStore.Tests|trace-1|cause-1|{"reason": "as agreed"}|officer-7|false
            """, await log.One<string>(
            """
            select concat_ws('|', seq_id, stream_id, version, data, coalesce(bdata::text, '-'), type, tenant_id, mt_dotnet_type,
                correlation_id, causation_id, headers, user_name, is_archived::text) from mt_events where seq_id = 2
            """, Ct));
        Assert.Equal(0, await log.One<long>("select count(*) from mt_events where headers is not null and user_name = 'officer'", Ct));
        Assert.Equal(done.RecordedAt, await log.One<DateTime>("select timestamp from mt_events where seq_id = 2", Ct));
        Assert.Equal(7, await log.One<int>("select get_byte(uuid_send(id), 6) >> 4 from mt_events where seq_id = 1", Ct));
        Assert.Equal("commitment:bare|commitment|1|*DEFAULT*|false,commitment:flour|commitment|2|*DEFAULT*|false", await log.One<string>(
            "select string_agg(concat_ws('|', id, type, version, tenant_id, is_archived::text), ',' order by id) from mt_streams where timestamp = created", Ct));
        Assert.Equal(3, await log.One<long>("select last_value from mt_events_sequence where is_called", Ct));
        Assert.Equal(3, await log.One<long>("select last_seq from tracker.log_head", Ct));
    }
}

static class Lines
{
    internal static async Task<string> Sorted(this Task<string> lines) =>
        string.Join('\n', (await lines).Split('\n').Order(StringComparer.Ordinal));
}
