using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CommitmentTracker.Agreements;
using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;

namespace CommitmentTracker.Review;

/// <summary>What was logged of an entry, as every view and every table tells it; pure.</summary>
internal static class Timeline
{
    /// <summary>What has a column of its own, or names the entry itself.</summary>
    static readonly HashSet<string> Elsewhere = new(["slug", "entry", "citation", "source", "reason", "party", "by", "proposedBy"], StringComparer.Ordinal);

    /// <summary>The states concerned: the first event says them, the others repeat them.</summary>
    static readonly HashSet<string> Repeated = new(["parties", "states", "participants", "pair"], StringComparer.Ordinal);

    /// <summary>Corrections that say which states they really are; those of other entries repeat them.</summary>
    static readonly HashSet<string> States = new(["fact_corrected", "meeting_corrected"], StringComparer.Ordinal);

    /// <summary>The same with the day of effect of what was agreed or given notice of beforehand, and with what took what back.</summary>
    public static IReadOnlyList<Logged> Of(IReadOnlyList<Logged> log)
    {
        var taken = log.Where(l => TakesBack(l) is not null).ToLookup(l => TakesBack(l)!.Value, l => l.Version);
        return [.. log.Select(l =>
        {
            // A mention tells the act it speaks of.
            var meant = l.Act == "agreement_cited" && Number(l, "act") is { } version ? log.FirstOrDefault(a => a.Version == version) : l;
            long? by = taken[meant?.Version ?? Number(l, "act")!.Value] is var those && those.Any() ? those.First() : null;
            var (effect, back) = (meant is null ? null : Effect(meant), TakesBack(l));
            return l with { TakesEffectOn = effect, TakesBack = back, TakenBackBy = by, Data = Uncited(l.Data) };
        })];
    }

    /// <summary>Without the words as an agreement's event keeps them: the citation beside it tells where they stand in the text.</summary>
    static JsonElement Uncited(JsonElement data)
    {
        if (!data.TryGetProperty("citation", out _))
            return data;
        var rest = JsonObject.Create(data)!;
        rest.Remove("citation");
        return rest.Deserialize<JsonElement>();
    }

    /// <summary>Sends a view with its timeline as the table in it.</summary>
    public static Task Send<T>(HttpContext http, T view, IReadOnlyList<Logged> timeline) => Views.SendWithTable(http, view, timeline,
        ("act", l => l.Act), ("on", l => l.On?.ToString()), ("source", l => l.Citation?.Source), ("quote", l => l.Citation?.Quote), ("reason", l => l.Reason), ("version", l => l.Version),
        ("recordedAt", l => l.RecordedAt), ("party", Party), ("what", l => InWords(l, timeline)), ("takesEffectOn", l => l.TakesEffectOn?.ToString()), ("takesBack", l => l.TakesBack),
        ("takenBackBy", l => l.TakenBackBy), ("actor", l => l.Actor), ("position", l => l.Position));

    /// <summary>The one state whose act it is; null where it is of all, or of the register.</summary>
    public static string? Party(Logged logged) => ((string[])["party", "by"]).Select(m => logged.Data.TryGetProperty(m, out var state) ? state.GetString() : null).FirstOrDefault(s => s is not null);

    /// <summary>
    /// What an event says besides who, when and why, in words: <c>form ratification</c>, <c>stage lower house; body Mazhilis</c>. Told from its members, so that an event to come is told too.
    /// </summary>
    public static string? InWords(Logged logged, IReadOnlyList<Logged> timeline)
    {
        if (logged.TakesBack is { } back)
            return string.Join(": ", new[] { $"version {back}", timeline.FirstOrDefault(l => l.Version == back) is { } wrong ? string.Join(", ", new[] { wrong.Act, Party(wrong), InWords(wrong, timeline) }.OfType<string>()) : null }.OfType<string>());
        var words = string.Join("; ", logged.Data.EnumerateObject()
            .Where(m => (!Elsewhere.Contains(m.Name) || m.Name == "entry" && logged.Act == "item_reviewed") && !(Repeated.Contains(m.Name) && logged.Version > 1 && !States.Contains(logged.Act)))
            .Where(m => Span(m.Value) is not { } span || !(span.SaysTheSameAs(logged.On) || span.SaysTheSameAs(logged.TakesEffectOn)))
            .Select(m => Said(m.Name, m.Value)).Prepend(SpokenOf(logged, timeline)).OfType<string>());
        return words.Length > 0 ? words : null;
    }

    /// <summary>Of what act another source gives its day.</summary>
    static string? SpokenOf(Logged logged, IReadOnlyList<Logged> timeline) => logged.Act != "agreement_restated" ? null
        : Number(logged, "act") is not { } act ? "agreement_signed"
        : timeline.FirstOrDefault(l => l.Version == act) is { } of ? string.Join(", ", new[] { of.Act, Party(of) }.OfType<string>()) : null;

    static string? Said(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => Spaced(name),
        JsonValueKind.False => $"not {Spaced(name)}",
        JsonValueKind.Null => null,
        JsonValueKind.Array when value.GetArrayLength() == 0 => null,
        // The register's own words need no name before them.
        JsonValueKind.String when name is "what" or "title" => value.GetString(),
        _ => $"{Spaced(name)} {Value(value)}",
    };

    static string Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Value)),
        JsonValueKind.Object when Span(value) is { } span => span.Words is { } words ? $"{span} (\"{words}\")" : span.ToString(),
        JsonValueKind.Object when value.TryGetProperty("amount", out var amount) => string.Join(' ', new[]
        {
            value.TryGetProperty("bound", out var bound) ? Spaced(bound.GetString()!) : null, amount.GetDecimal().ToString("#,0.######", CultureInfo.InvariantCulture),
            value.TryGetProperty("unit", out var unit) || value.TryGetProperty("currency", out unit) ? unit.GetString() : null,
        }.OfType<string>()),
        JsonValueKind.Object => $"({string.Join(", ", value.EnumerateObject().Select(m => Said(m.Name, m.Value)).OfType<string>())})",
        _ => value.ToString(),
    };

    /// <summary>A date; null where this is none.</summary>
    static DateSpan? Span(JsonElement value)
    {
        if (!(value.ValueKind == JsonValueKind.String && value.GetString() is { Length: 4 or 7 or 10 } text && text.All(c => char.IsAsciiDigit(c) || c == '-'))
            && !(value.ValueKind == JsonValueKind.Object && value.TryGetProperty("from", out _) && value.TryGetProperty("to", out _)))
            return null;
        try
        {
            return value.Deserialize<DateSpan>(ContractJson.Stored);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A member's name as words.</summary>
    static string Spaced(string name) => name.Aggregate(new StringBuilder(), (words, c) => char.IsAsciiLetterUpper(c) ? words.Append(' ').Append(char.ToLowerInvariant(c)) : words.Append(c)).ToString();

    static long? TakesBack(Logged logged) => logged.Act is "act_taken_back" or "agreement_act_taken_back" ? Number(logged, "act") : null;

    static long? Number(Logged logged, string member) => logged.Data.TryGetProperty(member, out var number) && number.ValueKind == JsonValueKind.Number ? number.GetInt64() : null;

    static DateSpan? Effect(Logged logged) =>
        logged.Data.TryGetProperty("takesEffectOn", out var notice) ? Span(notice)
        : logged.Data.TryGetProperty("agreedOn", out _) ? Beforehand.Of(App.Types.Decode(logged.Act, JsonMarshal.GetRawUtf8Value(logged.Data)))?.On
        : null;
}
