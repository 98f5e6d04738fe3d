using System.Text.Json;
using System.Text.RegularExpressions;
using CommitmentTracker.Tests;

namespace CommitmentTracker.Tracker.Tests;

/// <summary>What the service answers is what its contract says: the real case, held against the schemas.</summary>
public sealed class ContractTruthTests(Postgres postgres)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commands_and_answers_of_the_real_case_fit_their_schemas()
    {
        await using var service = await RunningService.Start(postgres, "contract", Ct);
        var sample = await File.ReadAllTextAsync(Sample.Path, Ct);
        var answers = await service.SendBatch(sample, Ct);
        await service.Drain(Ct);
        var contract = await service.Get("/openapi/v1.json", Ct);

        var misfits = new List<string>();
        foreach (var line in sample.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var members = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(line)!;
            members.Remove("command", out var name);
            Fit(JsonSerializer.SerializeToElement(members), Component(contract, name.GetString()!), contract, name.GetString()!, misfits);
        }
        foreach (var answer in answers)
            Fit(answer, Component(contract, "CommandResult"), contract, "batch", misfits, alsoKnown: "line");
        foreach (var (path, address) in Reads)
        {
            var schema = contract.GetProperty("paths").GetProperty(path).GetProperty("get").GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("application/json").GetProperty("schema");
            Fit(await service.Get(address, Ct), schema, contract, path, misfits);
        }
        using var refused = await service.Http.GetAsync(new Uri("/targets?nonsense=1", UriKind.Relative), Ct);
        Fit(JsonSerializer.Deserialize<JsonElement>(await refused.Content.ReadAsStringAsync(Ct)), Component(contract, "Problem"), contract, "problem", misfits);

        Assert.Empty(misfits.Distinct());
        // The negative control: what does not fit is seen.
        Assert.Equal(6, Misfits(JsonSerializer.SerializeToElement(new { stream = 1, nonsense = 2 }), Component(contract, "CommandResult"), contract, "").Count);
    }

    /// <summary>Every filter is asked for what no set holds: what the refusal says it takes is what the contract must say.</summary>
    [Fact]
    public async Task The_contract_gave_every_kind_as_an_agreements_and_other_sets_as_any_words()
    {
        await using var service = await RunningService.Start(postgres, "filters", Ct);
        var contract = await service.Get("/openapi/v1.json", Ct);
        var (misfits, sets) = (new List<string>(), 0);
        foreach (var path in contract.GetProperty("paths").EnumerateObject().Where(p => p.Name is not "/events" && p.Value.TryGetProperty("get", out var get) && get.TryGetProperty("parameters", out _)))
            foreach (var parameter in path.Value.GetProperty("get").GetProperty("parameters").EnumerateArray().Where(p => p.GetProperty("in").GetString() == "query"))
            {
                var (name, schema) = (parameter.GetProperty("name").GetString()!, parameter.GetProperty("schema"));
                var several = schema.TryGetProperty("items", out var items);
                if (several)
                    schema = items;
                var said = schema.TryGetProperty("$ref", out var reference) ? Component(contract, reference.GetString()!.Split('/')[^1]) : schema;
                var address = path.Name.Replace("{reporter}", "KAZ", StringComparison.Ordinal).Replace("{partner}", "TJK", StringComparison.Ordinal).Replace("{pair}", "KAZ-TJK", StringComparison.Ordinal);
                using var answer = await service.Http.GetAsync(new Uri($"{address}?{name}=no-such", UriKind.Relative), Ct);
                var refusal = (int)answer.StatusCode == 400 ? JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync(Ct)).GetProperty("errors")[0].GetProperty("detail").GetString()! : "";
                var takes = refusal.Contains(" is not one of ", StringComparison.Ordinal) ? refusal[(refusal.IndexOf(" is not one of ", StringComparison.Ordinal) + 15)..^1] : null;
                var states = said.TryGetProperty("enum", out var names) ? string.Join(", ", names.EnumerateArray().Select(n => n.GetString())) : null;
                var bare = schema.ToString() == """{"type":"string"}""";
                sets += takes is null ? 0 : 1;
                if (several && names.ValueKind == JsonValueKind.Array)
                {
                    using var two = await service.Http.GetAsync(new Uri($"{address}?{name}={names[0].GetString()},{names[1].GetString()}", UriKind.Relative), Ct);
                    if ((int)two.StatusCode is not (200 or 404) || parameter.GetProperty("explode").GetBoolean())
                        misfits.Add($"{path.Name}?{name}: two values are not taken");
                }
                if (takes != states || refusal.Contains("is not true or false", StringComparison.Ordinal) != said.ToString().Contains("\"boolean\"", StringComparison.Ordinal)
                    || bare && refusal.Length > 0 && name is not ("asKnownOn" or "after" or "stream" or "type" or "entry"))
                    misfits.Add($"{path.Name}?{name}: {schema} {states}; {refusal}");
            }

        Assert.Empty(misfits);
        Assert.Equal(17, sets);
    }

    static readonly (string Path, string Address)[] Reads =
    [
        ("/agreements", "/agreements"), ("/agreements/{slug}", "/agreements/basic-relations-1993"), ("/targets", "/targets"), ("/targets/{slug}", "/targets/kaz-tjk-trade"),
        ("/sources", "/sources"), ("/sources/{slug}", "/sources/desk-note-2026-03-13"), ("/pairs/{pair}", "/pairs/KAZ-TJK"), ("/trade/{reporter}/{partner}", "/trade/KAZ/TJK?vintages=all"), ("/history", "/history?limit=500"), ("/readyz", "/readyz"),
    ];

    static JsonElement Component(JsonElement contract, string name) => contract.GetProperty("components").GetProperty("schemas").GetProperty(name);

    /// <summary>As much of JSON Schema as our contract uses. A member that the schema does not know is a misfit too: the contract would be silent about it.</summary>
    static void Fit(JsonElement value, JsonElement schema, JsonElement contract, string at, List<string> misfits, string? alsoKnown = null)
    {
        if (schema.TryGetProperty("$ref", out var reference))
            schema = Component(contract, reference.GetString()!.Split('/')[^1]);
        if (schema.TryGetProperty("oneOf", out var choices))
        {
            var tries = choices.EnumerateArray().Select(choice => Misfits(value, choice, contract, at)).ToList();
            if (tries.Count(t => t.Count == 0) != 1)
                misfits.AddRange(tries.MinBy(t => t.Count)!.DefaultIfEmpty($"{at}: fits more than one"));
            return;
        }
        if (!schema.TryGetProperty("type", out var type))
            return;
        var fits = (type.GetString(), value.ValueKind) switch
        {
            ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("boolean", JsonValueKind.True or JsonValueKind.False) or ("number", JsonValueKind.Number) => true,
            ("integer", JsonValueKind.Number) => value.TryGetInt64(out _),
            ("string", JsonValueKind.String) => (!schema.TryGetProperty("pattern", out var pattern) || Regex.IsMatch(value.GetString()!, pattern.GetString()!))
                && (!schema.TryGetProperty("enum", out var names) || names.EnumerateArray().Any(n => n.GetString() == value.GetString())),
            _ => false,
        };
        if (!fits)
            misfits.Add($"{at}: {value} is not {schema}");
        else if (value.ValueKind == JsonValueKind.Array)
            foreach (var item in value.EnumerateArray())
                Fit(item, schema.GetProperty("items"), contract, $"{at}[]", misfits);
        else if (value.ValueKind == JsonValueKind.Object)
            FitMembers(value, schema, contract, at, misfits, alsoKnown);
    }

    static void FitMembers(JsonElement value, JsonElement schema, JsonElement contract, string at, List<string> misfits, string? alsoKnown)
    {
        var known = schema.GetProperty("properties");
        foreach (var member in value.EnumerateObject().Where(m => m.Name != alsoKnown))
            if (known.TryGetProperty(member.Name, out var inner))
                Fit(member.Value, inner, contract, $"{at}.{member.Name}", misfits);
            else
                misfits.Add($"{at}.{member.Name} is not in the contract");
        if (schema.TryGetProperty("required", out var required))
            misfits.AddRange(required.EnumerateArray().Where(r => !value.TryGetProperty(r.GetString()!, out _)).Select(r => $"{at}.{r} is missing"));
    }

    static List<string> Misfits(JsonElement value, JsonElement schema, JsonElement contract, string at)
    {
        var misfits = new List<string>();
        Fit(value, schema, contract, at, misfits);
        return misfits;
    }
}
