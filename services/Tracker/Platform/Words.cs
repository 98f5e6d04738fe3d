using System.Text.Json;

namespace CommitmentTracker.Platform;

/// <summary>Enums as they stand in JSON and in read tables.</summary>
internal static class Words
{
    public static string Of<T>(T value) where T : struct, Enum => Names<T>.ByValue[value];

    public static T Parse<T>(string text) where T : struct, Enum => Names<T>.ByName[text];

    static class Names<T> where T : struct, Enum
    {
        // Through the serialiser, so that a table and a document never spell one value differently.
        public static readonly Dictionary<T, string> ByValue = Enum.GetValues<T>().ToDictionary(v => v, v => JsonSerializer.SerializeToElement(v, Contracts.ContractJson.Stored).GetString()!);
        public static readonly Dictionary<string, T> ByName = ByValue.ToDictionary(p => p.Value, p => p.Key, StringComparer.Ordinal);
    }
}
