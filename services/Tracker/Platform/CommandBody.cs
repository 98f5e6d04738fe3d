using System.Text.Json;
using System.Text.Unicode;
using CommitmentTracker.Contracts;

namespace CommitmentTracker.Platform;

/// <summary>From bytes to a checked command, or a refusal that names every fault of the document.</summary>
internal static class CommandBody
{
    /// <summary>Longest document of one command.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>Most faults that one refusal names: a body full of them must not be answered by one many times its size.</summary>
    const int MostFaults = 100;

    /// <summary>Reads one command. The straight way is one strict deserialisation; only a faulty document is looked at member by member.</summary>
    public static (Given?, Refusal?) Read(Slice slice, ReadOnlySpan<byte> body, DateOnly today)
    {
        if (body.StartsWith(Mark))
            body = body[Mark.Length..];
        try
        {
            if (body.IndexOf("\\u0000"u8) < 0 && (slice.Usual?.Invoke(body) ?? JsonSerializer.Deserialize(body, slice.CommandType, ContractJson.Strict)) is ICommand command)
                return Check(slice, command, today);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or OverflowException)
        {
            // Explained below, all faults at once.
        }
        return Explain(slice, body, today);
    }

    /// <summary>The byte order mark that some editors put before UTF-8.</summary>
    internal static ReadOnlySpan<byte> Mark => "\ufeff"u8;

    static (Given?, Refusal?) Check(Slice slice, ICommand command, DateOnly today) => slice.Check(command, today) is { Count: > 0 } faults
        ? (null, Refuse(Problem.InvalidValue, faults))
        : (new(slice, command), null);

    static (Given?, Refusal?) Explain(Slice slice, ReadOnlySpan<byte> body, DateOnly today)
    {
        // Before anything else: the reader lets wrong bytes through, and quoting them in a fault would then throw.
        if (!Utf8.IsValid(body))
            return (null, Problem.Unreadable.Because("This is not UTF-8."));
        JsonDocument document;
        try
        {
            var reader = new Utf8JsonReader(body, new() { MaxDepth = ContractJson.MaxDepth });
            document = JsonDocument.ParseValue(ref reader);
            if (reader.Read())
                return (null, Problem.Unreadable.Because("There is more after the end of the document."));
        }
        catch (JsonException)
        {
            return (null, BrokenJson.Explain(body));
        }
        using (document)
        {
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return (null, Problem.Unreadable.Because("A command is a JSON object."));
            var members = Members.Of(document.RootElement, slice.CommandType);
            // A text may speak of \u0000 without holding it; that alone is no fault.
            if (members.Faults.Count == 0 && Try(() => document.RootElement.Deserialize(slice.CommandType, ContractJson.Strict)) is { } good)
                return Check(slice, good, today);
            var faults = members.Faults.Concat(RuleFaults(slice, document.RootElement, members, today)).ToList();
            if (faults.Count == 0)
                faults.Add(new("", "This document cannot be read as this command."));
            return (null, Refuse(members.HasStrangers ? Problem.UnknownMember : Problem.InvalidValue, faults));
        }
    }

    /// <summary>
    /// What is wrong with the readable members. In place of each unreadable one stand values of several kinds, one after another: a fault that all of
    /// them have does not come from them.
    /// </summary>
    static IEnumerable<Fault> RuleFaults(Slice slice, JsonElement document, Members members, DateOnly today)
    {
        List<Fault>? common = null;
        foreach (var whole in Mended.Of(document, members.Unreadable))
        {
            if (Try(() => whole.Deserialize(slice.CommandType, ContractJson.Stored)) is not { } command)
                return [];
            var found = slice.Check(command, today);
            common = common is null ? [.. found] : [.. common.Intersect(found)];
        }
        return (common ?? []).Where(f => !members.Unreadable.Any(u => f.Pointer == u.Pointer || f.Pointer.StartsWith(u.Pointer + "/", StringComparison.Ordinal)));
    }

    static ICommand? Try(Func<object?> read)
    {
        try
        {
            return (ICommand?)read();
        }
        // The last for a text, in a member nobody knows, that no writer takes: half a surrogate pair.
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    static Refusal Refuse(Problem problem, IReadOnlyList<Fault> faults) => faults.Count switch
    {
        1 => new(problem, "There is one fault.", faults),
        <= MostFaults => new(problem, $"There are {faults.Count} faults.", faults),
        var all => new(problem, $"There are {all} faults: the first {MostFaults} are named here, {all - MostFaults} more are not.", [.. faults.Take(MostFaults)]),
    };
}
