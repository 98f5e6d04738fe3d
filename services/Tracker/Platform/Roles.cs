namespace CommitmentTracker.Platform;

/// <summary>The roles, and authorization policies of the same names. Every endpoint names the one it needs.</summary>
internal static class Roles
{
    /// <summary>Logs commitments and figures.</summary>
    public const string Officer = "officer";

    /// <summary>The second pair of eyes.</summary>
    public const string Reviewer = "reviewer";

    /// <summary>Reads views and follows the feed.</summary>
    public const string Monitor = "monitor";

    /// <summary>Reads views and the whole history.</summary>
    public const string Auditor = "auditor";

    /// <summary>Runs the service.</summary>
    public const string Admin = "admin";

    /// <summary>Policy: any of the roles may read views, and follow what happens as it happens.</summary>
    public const string Reader = "reader";

    /// <summary>Policy: those who may send commands; which, each command says itself.</summary>
    public const string Writer = "writer";

    /// <summary>Policy: those who may read the whole history.</summary>
    public const string Historian = "historian";

    public static IReadOnlyList<string> All { get; } = [Officer, Reviewer, Monitor, Auditor, Admin];

    /// <summary>The roles of which a policy needs one.</summary>
    public static IReadOnlyList<string> Behind(string policy) => policy switch
    {
        Reader => All,
        Writer => [Officer, Reviewer],
        Historian => [Officer, Reviewer, Auditor, Admin],
        _ => [policy],
    };
}
