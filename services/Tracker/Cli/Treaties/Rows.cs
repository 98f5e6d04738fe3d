using System.Globalization;
using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Values;
using CsvHelper;
using CsvHelper.Configuration;

namespace CommitmentTracker.Cli.Treaties;

/// <summary>One row of a table of treaties, and the commands it comes to.</summary>
/// <param name="Line">Its line in the file.</param>
/// <param name="Id">Its own id.</param>
/// <param name="Commands">In the order to be sent; none where the row is not taken.</param>
/// <param name="Skipped">Why it is not taken; null where it is.</param>
/// <param name="Remarks">What of it was left out or changed, and what is worth a second look.</param>
/// <param name="Early">Whether it entered into force before its signature, by its own days.</param>
/// <param name="Bilateral">Whether the table marks it as bilateral; null where the table marks none.</param>
internal sealed record Row(int Line, string Id, IReadOnlyList<ICommand> Commands, string? Skipped, IReadOnlyList<string> Remarks, bool Early = false, bool? Bilateral = null);

/// <summary>Reads tables of treaties.</summary>
internal static class Rows
{
    const int LongestTitle = 500;

    /// <summary>Every row of a CSV (RFC 4180, UTF-8, with a header).</summary>
    /// <exception cref="UsageException">A column is missing, or it is no CSV.</exception>
    public static IReadOnlyList<Row> Read(TextReader text, Mapping mapping)
    {
        using var csv = new CsvReader(text, new CsvConfiguration(CultureInfo.InvariantCulture) { TrimOptions = TrimOptions.Trim, Delimiter = mapping.Delimiter });
        try
        {
            if (!csv.Read() || !csv.ReadHeader())
                throw new UsageException("The file is empty: a CSV begins with the names of its columns.");
            if (mapping.Columns.Named.Except(csv.HeaderRecord!).ToList() is { Count: > 0 } missing)
                throw new UsageException($"The file has no column {string.Join(", ", missing)}; it has {string.Join(", ", csv.HeaderRecord!)}. --mapping says which column is what, and what stands between two fields.");
            var rows = new List<Row>();
            var first = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
            while (csv.Read())
            {
                var line = csv.Parser.RawRow;
                // What stands under the wrong name is not to be believed.
                var row = csv.Parser.Count == csv.HeaderRecord!.Length
                    ? Of(line, column => column is not null && csv.GetField(column) is { Length: > 0 } value ? value : null, mapping)
                    : new(line, csv.TryGetField<string>(mapping.Columns.Id, out var id) ? id! : "", [], $"it has {csv.Parser.Count} fields where the header has {csv.HeaderRecord.Length}", []);
                rows.Add(row.Id.Length == 0 || first.TryAdd(row.Id, line) ? row : row with { Remarks = [$"its id is that of line {first[row.Id]}, too", .. row.Remarks] });
            }
            return rows;
        }
        catch (CsvHelperException e)
        {
            throw new UsageException($"Line {csv.Parser.RawRow} is no CSV: {(e is BadDataException ? "a quotation mark stands within a field, or one that was opened is not closed." : e.Message.Split('\n')[0].TrimEnd())}");
        }
    }

    static Row Of(int line, Func<string?, string?> field, Mapping mapping)
    {
        var (columns, remarks) = (mapping.Columns, new List<string>());
        var (id, title, subject) = (field(columns.Id) ?? "", field(columns.Title) ?? "", field(columns.Subject));
        var (signed, force) = (Day(columns.SignedOn), Day(columns.InForceFrom));
        var (states, others, territories) = Parties();
        var (early, bilateral) = (force?.To < signed?.From, columns.Type is null ? (bool?)null : field(columns.Type) == "BI");
        if (states.Length < 2)
        {
            // The register cannot warn of what it is not sent.
            if (early)
                remarks.Add($"{LoadTreaties.Warning}It entered into force on {force}, before its signature on {signed}.");
            return new(line, id, [], Why(), remarks, early, bilateral);
        }
        if (others.Length > 0)
            remarks.Add($"no state with a code, and kept in the subject: {string.Join(", ", others)}");
        if (title.Length > LongestTitle)
            remarks.Add($"title cut to {LongestTitle} characters");
        if (field(columns.WithdrawnOn) is { } withdrawn)
            remarks.Add($"{columns.WithdrawnOn} {withdrawn} left out: it does not say which party withdrew");
        if (signed is null && field(columns.SignedAt) is { } place)
            remarks.Add($"{columns.SignedAt} {place} left out: there is no day of signature");
        // The register takes no end of what is not known to have been in force; what the table says of it is not to be lost.
        var end = (columns.TerminatedOn ?? []).FirstOrDefault(c => field(c) is not null) is { } ends ? Day(ends) : null;
        var effective = force is null || Day(columns.EffectiveOn) is not { } other || other.SaysTheSameAs(force) ? null : other;
        if (effective is not null)
            remarks.Add($"{columns.EffectiveOn} {effective} kept in the subject: {columns.InForceFrom} says {force}");
        if (end is not null && force is null)
            remarks.Add($"its end on {end} kept in the subject: no entry into force is given");
        string?[] about = [subject, others.Length == 0 ? null : $"also a party: {string.Join(", ", others)}", end is not null && force is null ? $"ended on {end}, says the table, which gives no entry into force" : null,
            effective is null ? null : $"took effect on {effective}, says the table besides {force}"];
        var slug = $"{mapping.SlugPrefix}{id.ToLowerInvariant()}";
        // The row's own words, whatever is shown of them.
        var cites = title.Length == 0 ? null : new Citation(mapping.Source.Slug!, title);
        var commands = new List<ICommand>
        {
            new RecordAgreement(slug, states, Kind(title), title.Length <= LongestTitle ? title : title[..(LongestTitle - 1)] + "…", signed, signed is null ? null : field(columns.SignedAt),
                string.Join("; ", about.OfType<string>()) is { Length: > 0 } words ? words : null, cites),
        };
        if (Day(columns.AdoptedOn) is { } adopted)
            commands.Add(new AdoptAgreement(slug, adopted, null, cites));
        var applied = Day(columns.AppliedFrom);
        if (force is not null)
            commands.Add(new EnterIntoForce(slug, force, cites));
        // One that would begin after the entry into force is what is wrong of the two.
        if (applied is not null)
            commands.Insert(force is null || force.To < applied.From ? commands.Count : commands.Count - 1, new StartProvisionalApplication(slug, applied, cites));
        if (end is not null)
            commands.Add(new TerminateAgreement(slug, end, null, cites));
        return new(line, id, commands, null, remarks, early, bilateral);

        DateSpan? Day(string? column)
        {
            try
            {
                return field(column) is { } text ? mapping.DayOf(text) : null;
            }
            catch (FormatException e)
            {
                remarks.Add($"{column} left out: {e.Message}");
                return null;
            }
        }

        (StateCode[] States, string[] Others, string[] Territories) Parties()
        {
            var named = (field(columns.Parties) ?? "").Split(mapping.PartySeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            var parties = mapping.CapitalsOnly ? [.. named.Where(n => !n.Any(char.IsLower))] : named;
            return ([.. parties.SelectMany(n => mapping.StatesOf(n) ?? []).Distinct()], [.. parties.Where(n => mapping.StatesOf(n) is null)], [.. named.Except(parties)]);
        }

        string Why() => string.Join("; ", new[]
        {
            states.Length == 0 ? others.Length > 0 ? null : "no state is named as a party" : $"{states[0]} is the only state named as a party",
            others.Length == 0 ? null : $"no state with a code: {string.Join(", ", others)}",
            territories.Length == 0 ? null : $"territories: {string.Join(", ", territories)}",
        }.OfType<string>());

        AgreementKind Kind(string of) => mapping.Kinds?.GetValueOrDefault(of.Split(' ', 2)[0].TrimEnd(',', '.').ToUpperInvariant(), AgreementKind.Treaty) ?? AgreementKind.Treaty;
    }
}
