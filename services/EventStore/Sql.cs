using Npgsql;

namespace CommitmentTracker.EventStore;

/// <summary>One statement, in one line. Parameters are $1, $2 …</summary>
static class Sql
{
    extension(NpgsqlConnection connection)
    {
        internal async Task<int> Run(string sql, CancellationToken ct, params object[] values)
        {
            await using var command = connection.Command(sql, values);
            return await command.ExecuteNonQueryAsync(ct);
        }

        internal async Task<T> One<T>(string sql, CancellationToken ct, params object[] values)
        {
            await using var command = connection.Command(sql, values);
            return (T)(await command.ExecuteScalarAsync(ct))!;
        }

        internal NpgsqlCommand Command(string sql, params object[] values)
        {
            var command = new NpgsqlCommand(sql, connection);
            foreach (var value in values)
                command.Parameters.Add(new NpgsqlParameter { Value = value });
            return command;
        }
    }
}
