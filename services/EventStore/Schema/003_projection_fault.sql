-- Why a projection stopped, for every node to see. A row tells nothing once the checkpoint has passed its position, so
-- nobody has to clear it: a fixed program that goes on, or a rebuild, makes it history.
create table tracker.projection_fault (
    name       text        not null constraint pk_projection_fault primary key,
    position   bigint      not null,
    stream     text        null,
    event_type text        null,
    error      text        not null,
    at         timestamptz not null default now()
);
