namespace CommitmentTracker.Platform;

/// <summary>Says to the OpenAPI document which view an endpoint gives and which query parameters it understands.</summary>
internal sealed record Gives(Type View, params string[] Parameters)
{
    /// <summary>In which form, where that is not JSON.</summary>
    public string? MediaType { get; init; }

    /// <summary>Whether there is a table in it, which comes as CSV too. A paged view is one.</summary>
    public bool Table { get; init; } = Parameters.Contains("limit");
}
