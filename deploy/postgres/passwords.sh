#!/bin/sh
# After roles.sql, on the first start: gives the two roles that log in their passwords. Each is read by psql itself from its file,
# so it stands in no argument list and no environment, and nothing that the server logs holds the statement.
set -e
secrets="${SECRETS:-/run/secrets}"
for name in migrator_password tracker_password; do
  # An empty password would be none: a role nobody can log in with, found out only by `migrate`.
  [ -n "$(head -n 1 "$secrets/$name")" ] || { echo "$secrets/$name is empty or cannot be read." >&2; exit 1; }
done
SECRETS="$secrets" psql --no-psqlrc --quiet -v ON_ERROR_STOP=1 -U "${POSTGRES_USER:-postgres}" -d "${POSTGRES_DB:-postgres}" <<'SQL'
set log_statement = 'none';
set log_min_duration_statement = -1;
set log_min_error_statement = 'panic';
\set migrator `cat "$SECRETS/migrator_password"`
\set service `cat "$SECRETS/tracker_password"`
alter role tracker_migrator password :'migrator';
alter role tracker_service password :'service';
SQL
