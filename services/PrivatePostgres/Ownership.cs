namespace CommitmentTracker.PrivatePostgres;

/// <summary>The right to run a server in a directory: a file locked for as long as this process lives.</summary>
/// <remarks>The kernel lets the lock go when its holder dies by <c>kill -9</c>, so it can never be stale; the file itself stays, for removing it would let two processes lock two files of one name.</remarks>
sealed class Ownership : IDisposable
{
    public const UnixFileMode Passable = (UnixFileMode)0b111_101_101;

    readonly FileStream held;

    Ownership(FileStream held) => this.held = held;

    public static Ownership Take(string directory)
    {
        var note = Path.Combine(directory, "owner.pid");
        try
        {
            if (!Directory.Exists(directory))
            {
                Directory.CreateDirectory(directory);
                // What is secret inside has its own mode; the server's user must be able to pass through.
                if (!OperatingSystem.IsWindows())
                    File.SetUnixFileMode(directory, Passable);
            }
            var owner = new Ownership(new FileStream(Path.Combine(directory, "owner.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            File.WriteAllText(note, $"{Environment.ProcessId}");
            return owner;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new ClusterException($"{directory} belongs to another user ({e.Message}). Run the service as that user, or give it another directory.");
        }
        catch (IOException) when (File.Exists(note))
        {
            throw new ClusterInUseException($"{directory} is in use by another running service (process {File.ReadAllText(note)}). Stop that one, or give this one another directory.");
        }
    }

    public void Dispose() => held.Dispose();
}
