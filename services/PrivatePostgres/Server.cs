using System.Diagnostics;

namespace CommitmentTracker.PrivatePostgres;

/// <summary>How to start one PostgreSQL server process.</summary>
sealed record Server(Home Home, Binaries Binaries, ServerUser User, IReadOnlyList<string> Session, IReadOnlyList<string> Bond)
{
    public static async Task<Server> Of(Home home, Binaries binaries, ServerUser user, CancellationToken ct)
    {
        // Else Ctrl-C in a terminal reaches PostgreSQL too and takes it from under the requests still being served.
        // Before the change of user: su's child leads its group already, and setsid would fork and leave.
        var session = await IfHere(["setsid"], ct);
        // Should we be killed, the server goes down with us in good order. After the change of user, which would clear it.
        var bond = await IfHere(["setpriv", "--pdeathsig", "INT", "--"], ct);
        return new(home, binaries, user, session, bond);
    }

    static async Task<string[]> IfHere(string[] wrapping, CancellationToken ct) =>
        OperatingSystem.IsLinux() && await Command.Succeeds(ct, [.. wrapping, "true"]) ? wrapping : [];

    /// <summary>
    /// The server's process; it may end at once. Call on a thread that lives as long as the server shall:
    /// the death signal is sent when the <em>thread</em> that started it ends, and the pool ends its threads when idle.
    /// </summary>
    public Process? Start()
    {
        if (OperatingSystem.IsLinux())
            return Process.Start(Command.Describe(["/bin/sh", "-c", "exec \"$@\" >>\"$0\" 2>&1 </dev/null", Home.Log,
                .. Session, .. User.Run([.. Bond, Binaries.Program("postgres"), "-D", Home.Data, $"--config-file={Home.Configuration}"])]));

        // macOS and Windows, not tried on either: pg_ctl gives the server a session of its own, its log, and sheds an administrator's rights.
        using var control = Process.Start(Command.Describe(User.Run(Binaries.Program("pg_ctl"), "start", "--wait", "--timeout=86400", "--silent",
            "-D", Home.Data, "-l", Home.Log, "-o", $"--config-file=\"{Home.Configuration}\"")));
        control!.WaitForExit();
        return control.ExitCode == 0 && PidFile.Read(Home.Data) is { } file ? Process.GetProcessById(file.Pid) : null;
    }
}
