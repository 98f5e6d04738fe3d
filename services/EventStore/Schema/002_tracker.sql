-- Ours, beside Marten's tables and never in them.

-- The one short queue in the database: whoever holds this row's lock appends, so numbers become visible in their order
-- and without holes. fillfactor: the row is rewritten at every turn, and finds room on its own page.
create table tracker.log_head (
    one           boolean     not null default true constraint pk_log_head primary key,
    last_seq      bigint      not null,
    last_recorded timestamptz not null,
    -- This log's identity: another one after a restore to an earlier point, whose positions mean other events.
    epoch         uuid        not null default gen_random_uuid(),
    constraint log_head_is_one_row check (one)
) with (fillfactor = 10);

-- Starts where a log taken over from Marten ends.
insert into tracker.log_head (last_seq, last_recorded)
select coalesce(max(seq_id), 0), coalesce(max(timestamp), to_timestamp(0)) from public.mt_events;

-- What projections own; their tables are made from their declarations, and may be dropped and rebuilt at any time.
create schema if not exists read;
