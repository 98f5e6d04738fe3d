using System.Globalization;
using System.Text.Json;
using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Sources;
using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Cli.Treaties;

/// <summary>How a table of treaties is to be read.</summary>
/// <param name="Source">The table itself, registered before its rows; every row cites it by its title.</param>
/// <param name="Columns">Which column says what.</param>
/// <param name="SlugPrefix">What goes before a row's id to make the agreement's slug.</param>
/// <param name="PartySeparator">What stands between two parties.</param>
/// <param name="CapitalsOnly">Whether names with small letters are territories it extends to, and not parties.</param>
/// <param name="Kinds">Kind by the first word of the title, in capitals; all others are treaties.</param>
/// <param name="Delimiter">What stands between two fields.</param>
/// <param name="Days">How a day is written, such as <c>dd.MM.yyyy</c>; where it is written otherwise, as 2024-08-22, 2024-08 or 2024.</param>
/// <param name="States">Codes of further names, or other codes for known ones: <c>"AUSTRIA-HUNGARY": "AUT"</c>; several with a plus sign.</param>
internal sealed record Mapping(
    RegisterSource Source, Columns Columns, string SlugPrefix, string PartySeparator = "|", bool CapitalsOnly = false,
    IReadOnlyDictionary<string, AgreementKind>? Kinds = null, IReadOnlyDictionary<string, string>? States = null, string Delimiter = ",", string? Days = null)
{
    /// <summary>UK Treaties Online, the treaty records of the Foreign, Commonwealth and Development Office.</summary>
    public static Mapping UkTreatiesOnline { get; } = new(
        new("uk-treaties-online", "UK Treaties Online", "Foreign, Commonwealth and Development Office", DateSpan.Parse("2022-03"), "en", "https://treaties.fcdo.gov.uk"),
        new("record_id", "title", "parties", "subject", "signed_on", "signed_at", "adopted_on", "provisional_eif_on", "eif_on", ["terminated_effective_on", "terminated_on"], "withdrawn_on", "type", "eif_effective_on"),
        "uk-", CapitalsOnly: true, Kinds: new Dictionary<string, AgreementKind> { ["PROTOCOL"] = AgreementKind.Protocol });

    /// <summary>Reads a mapping from its JSON.</summary>
    /// <exception cref="UsageException">It cannot be read, or is none.</exception>
    public static Mapping Read(string path)
    {
        try
        {
            var mapping = JsonSerializer.Deserialize<Mapping>(File.ReadAllBytes(path), ContractJson.Strict)!;
            foreach (var codes in mapping.States?.Values ?? [])
                foreach (var code in codes.Split('+'))
                    StateCode.Parse(code);
            if (mapping.Delimiter is not { Length: > 0 } || mapping.Delimiter == mapping.PartySeparator)
                throw new FormatException("delimiter, what stands between two fields, is no text of its own.");
            return Slug.IsValid($"{mapping.SlugPrefix}1") ? mapping : throw new FormatException($"slugPrefix '{mapping.SlugPrefix}' makes no slug: small letters, digits and single hyphens.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or FormatException)
        {
            throw new UsageException($"{path} cannot be read as a mapping: {e.Message}");
        }
    }

    /// <summary>The day, month or year of a text.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public DateSpan DayOf(string text)
    {
        if (Days is not null && DateOnly.TryParseExact(text, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return DateSpan.On(day);
        try
        {
            return DateSpan.Parse(text);
        }
        catch (FormatException) when (Days is not null)
        {
            throw new FormatException($"'{text}' is no day as the mapping says that this table writes them, {Days}.");
        }
    }

    /// <summary>The states a party's name stands for; null where it is no state's.</summary>
    public IReadOnlyList<StateCode>? StatesOf(string name) =>
        States?.FirstOrDefault(s => StateNames.Plain(s.Key) == StateNames.Plain(name)).Value is { } codes ? [.. codes.Split('+').Select(StateCode.Parse)] : StateNames.Of(name);
}

/// <summary>The names of columns; those that a table does not have are left out.</summary>
/// <param name="Id">The row's own id, of letters and digits.</param>
/// <param name="Title">Title.</param>
/// <param name="Parties">Names of the parties.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="SignedOn">Day of signature.</param>
/// <param name="SignedAt">Place of signature.</param>
/// <param name="AdoptedOn">Day of adoption.</param>
/// <param name="AppliedFrom">Since when it was applied provisionally.</param>
/// <param name="InForceFrom">Since when it is in force.</param>
/// <param name="TerminatedOn">Day it ended: the first of these columns that is filled.</param>
/// <param name="WithdrawnOn">A withdrawal of which nobody says whose; reported only.</param>
/// <param name="Type">Which rows are bilateral, marked <c>BI</c>; for the summary only, in which they are counted as the table marks them.</param>
/// <param name="EffectiveOn">Another day on which it is said to have taken effect: kept in the subject where it differs from <c>inForceFrom</c>.</param>
internal sealed record Columns(
    string Id, string Title, string Parties, string? Subject = null, string? SignedOn = null, string? SignedAt = null, string? AdoptedOn = null,
    string? AppliedFrom = null, string? InForceFrom = null, IReadOnlyList<string>? TerminatedOn = null, string? WithdrawnOn = null, string? Type = null, string? EffectiveOn = null)
{
    /// <summary>All that are named.</summary>
    public IEnumerable<string> Named => new[] { Id, Title, Parties, Subject, SignedOn, SignedAt, AdoptedOn, AppliedFrom, InForceFrom, WithdrawnOn, Type, EffectiveOn }.OfType<string>().Concat(TerminatedOn ?? []);
}
