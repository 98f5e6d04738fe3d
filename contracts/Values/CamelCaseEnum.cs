using System.Text.Json;
using System.Text.Json.Serialization;

namespace CommitmentTracker.Contracts.Values;

/// <summary>An enum as a camelCase string, never a number.</summary>
/// <typeparam name="T">The enum.</typeparam>
public sealed class CamelCaseEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false) where T : struct, Enum;

/// <summary>An enum as its own name in a string, never a number.</summary>
/// <typeparam name="T">The enum.</typeparam>
public sealed class NamedEnum<T>() : JsonStringEnumConverter<T>(namingPolicy: null, allowIntegerValues: false) where T : struct, Enum;
