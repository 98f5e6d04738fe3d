-- Three roles, each with just what it needs. Run once by a superuser in the service's database, before the first `migrate`.
-- They are made without a password: give each its own (passwords.sh, `\password tracker_reader`) or a certificate mapping.
--
--   tracker_migrator   runs `migrate` and `rebuild`: owns the schemas and tables
--   tracker_service    runs the service: appends events, keeps the read models
--   tracker_reader     everybody else (auditors, dashboards, a Marten program that reads): SELECT only. A foreign program that
--                      wrote events would not take the service's lock, and readers would miss some of them.

create role tracker_migrator login;
create role tracker_service login;
create role tracker_reader login;

revoke create on schema public from public;
grant create, usage on schema public to tracker_migrator;
do $$ begin execute format('grant create on database %I to tracker_migrator', current_database()); end $$;
create schema tracker authorization tracker_migrator;
create schema read authorization tracker_migrator;
grant usage on schema public, tracker, read to tracker_service, tracker_reader;

alter default privileges for role tracker_migrator in schema public grant select, insert, update on tables to tracker_service;
alter default privileges for role tracker_migrator in schema public grant usage, select, update on sequences to tracker_service;
alter default privileges for role tracker_migrator in schema tracker grant select, insert, update on tables to tracker_service;
alter default privileges for role tracker_migrator in schema read grant select, insert, update, delete on tables to tracker_service;

alter default privileges for role tracker_migrator in schema public grant select on tables to tracker_reader;
alter default privileges for role tracker_migrator in schema tracker grant select on tables to tracker_reader;
alter default privileges for role tracker_migrator in schema read grant select on tables to tracker_reader;
