namespace CommitmentTracker.Decisions.Tests;

/// <summary>The files of this repository, as they lie beside the tests.</summary>
static class Repository
{
    public static readonly string Root = Find(AppContext.BaseDirectory);

    /// <summary>Relative path, with slashes, and text of every C# file that somebody wrote under these folders.</summary>
    public static IEnumerable<(string Path, string Text)> Sources(params string[] folders) =>
        from folder in folders
        from path in Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
        let relative = Path.GetRelativePath(Root, path).Replace('\\', '/')
        where !relative.Contains("/obj/", StringComparison.Ordinal) && !relative.Contains("/bin/", StringComparison.Ordinal)
        orderby relative
        select (relative, File.ReadAllText(path));

    static string Find(string directory) =>
        File.Exists(Path.Combine(directory, "CommitmentTracker.sln")) ? directory
            : Find(Path.GetDirectoryName(directory) ?? throw new InvalidOperationException("These tests read the repository they belong to, and it is not here."));
}
