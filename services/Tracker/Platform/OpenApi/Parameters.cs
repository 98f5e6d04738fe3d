using CommitmentTracker.Contracts.Trade;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Pairs;
using CommitmentTracker.Trade;
using Microsoft.OpenApi;

namespace CommitmentTracker.Platform.OpenApi;

/// <summary>
/// What may stand in an address. A name means the same wherever it is understood; one not listed here is a plain string. A filter by what a view has a set of names for, such
/// as its kind, takes some of that view's own set.
/// </summary>
internal static class Parameters
{
    static readonly Dictionary<string, (Type Type, string Words)> Known = new()
    {
        ["after"] = (typeof(string), "Where the page before ended: its `next`; for events a position."),
        ["asKnownOn"] = (typeof(string), "What this register had recorded by then: an instant or a day (its end)."),
        ["asOf"] = (typeof(DateOnly), "The world on that day: what was in force, due, overdue."),
        ["asPublishedBy"] = (typeof(DateOnly), "What sources had stated by that day; it is then also the day of evaluation unless asOf says otherwise."),
        ["arisesFrom"] = (typeof(string), "Id of an entry, such as `meeting:summit-2021`: only what it gave rise to."),
        ["atLeast"] = (typeof(long), "Waits, for a few seconds at most, until the view holds this position: that of a command's answer."),
        ["body"] = (typeof(string), "Slug of a standing body: its sessions, and what is on its table."),
        ["closure"] = (typeof(string), "Only what is to be closed so."),
        ["counts"] = (typeof(bool), "`true` only what counts as a commitment, `false` only intents."),
        ["disputed"] = (typeof(bool), "Whether a state denies a delivery of it: `true` only those, `false` only the others."),
        ["dryRun"] = (typeof(bool), "Decides and appends nothing."),
        ["dueBefore"] = (typeof(DateOnly), "Only what is still to be done, and falls due before this day."),
        ["entry"] = (typeof(string), "Id of an entry, such as `commitment:flour-2020`."),
        ["flow"] = (typeof(Flow), "Only this direction."),
        ["follow"] = (typeof(bool), "Whether to go on with what will be recorded; by default true for server-sent events, false for NDJSON."),
        ["from"] = (typeof(Period), "No period that begins before this one."),
        ["kind"] = (typeof(string), "Only of these kinds."),
        ["language"] = (typeof(string[]), "Only sources in these languages, BCP 47 tags in any case."),
        ["limit"] = (typeof(int), $"Most rows; of a page there are at most {ReadQuery.MaxLimit}. By default {ReadQuery.UsualLimit}, as CSV {ReadQuery.MaxLimit}; where a table goes on, the header Link says so."),
        ["mechanism"] = (typeof(string), "Slug of a standing body: only its sessions."),
        ["obligor"] = (typeof(StateCode[]), "Only what these states owe, alone or with others."),
        ["on"] = (typeof(string), "Only what may have been held or is planned on this day, or in this month or year, or in one of several."),
        ["owner"] = (typeof(string), "Only what this body sees to, alone or with others: `KAZ:Ministry of Agriculture`, or a standing body such as `mechanism:intergovernmental-commission`."),
        ["pair"] = (typeof(Pair), "Two states."),
        ["partner"] = (typeof(StateCode), "The other state."),
        ["party"] = (typeof(StateCode), "Only with this state."),
        ["reporter"] = (typeof(StateCode), "Whose statistics."),
        ["since"] = (typeof(DateOnly), "Nothing raised for an earlier day."),
        ["slug"] = (typeof(string), "Its name in addresses."),
        ["stale"] = (typeof(bool), "Whether its latest figures are older than they should be: `true` only those, `false` only the others."),
        ["status"] = (typeof(string), "Only those that stand so."),
        ["strength"] = (typeof(string), "Only what is worded so bindingly."),
        ["stream"] = (typeof(string), "A whole stream id, or a prefix that ends in ':'."),
        ["table"] = (typeof(GetPair.PairTable), "Which of the lists comes as CSV."),
        ["text"] = (typeof(string), "Only those that hold all these words, or words that begin so, in any spelling: titles, words of the register, quotes."),
        ["to"] = (typeof(Period), "No period that ends after this one."),
        ["type"] = (typeof(string), "Stored names of events, with commas."),
        ["vintages"] = (typeof(GetTrade.Vintages), "`all` for every release, not only the one that stands."),
        ["within"] = (typeof(int), "Only what falls due within so many days."),
    };

    public static OpenApiParameter Of(string name, ParameterLocation place, Schemas schemas, Type? view = null)
    {
        var (type, words) = Known.GetValueOrDefault(name, (typeof(string), ""));
        var row = view is { IsGenericType: true } ? view.GetGenericArguments()[0] : view;
        // What a view has a set of names for is asked for by one of them or by several, with commas.
        var set = type.IsArray ? type.GetElementType()
            : type == typeof(string) && Array.Find(row?.GetProperties() ?? [], p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { PropertyType: { IsEnum: true } names } ? names : null;
        if (set is not null)
            return new()
            {
                Name = name, In = place, Style = ParameterStyle.Form, Explode = false, Schema = new OpenApiSchema { Type = JsonSchemaType.Array, Items = schemas.Of(set) },
                Description = $"{words} One or several, with commas.".TrimStart(),
            };
        return new()
        {
            Name = name, In = place, Required = place == ParameterLocation.Path, Schema = schemas.Of(type), Description = words.Length > 0 ? words : null,
        };
    }

    public static OpenApiParameter IfMatch { get; } = new()
    {
        Name = "If-Match", In = ParameterLocation.Header, Description = "The stream's version the sender has seen, in quotes; otherwise 412.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, Examples = ["\"3\""] },
    };
}
