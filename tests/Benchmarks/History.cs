using System.Diagnostics;

namespace CommitmentTracker.Benchmarks;

/// <summary>One event as the database holds it.</summary>
public readonly record struct Found(long Position, string Stream, long Version, DateTime RecordedAt, string? Flow, string? Period);

/// <summary>
/// What the callers know: which commands were sent and what was answered. It lives in a process that no fault touches, and is
/// compared with the log at the end. A command without an answer is unknown: it may have happened once or not at all.
/// </summary>
public sealed class History
{
    const long NotSent = 0, Unknown = -1, WithoutPosition = -2;
    readonly Lock _lock = new();
    readonly Dictionary<string, long> _versions = [];
    readonly List<string> _violations = [];
    // By the command's number: a position, or one of the above.
    long[] _answers = new long[1 << 16];
    long _lastAnswer, _found, _violationCount;
    DateTime _recorded = DateTime.MinValue;
    bool[] _seen = [];

    public long Acknowledged { get; private set; }
    public long SentAgain { get; private set; }
    public long LastPosition { get; private set; }
    public TimeSpan LongestOutage { get; private set; }

    public void Sent(long n)
    {
        lock (_lock)
        {
            while (n >= _answers.Length)
                Array.Resize(ref _answers, _answers.Length * 2);
            _answers[n] = Unknown;
        }
    }

    /// <summary>Takes an acknowledgement. A command that was sent more than once may be told that it changed nothing; one sent once may not.</summary>
    public void Answered(long n, Acknowledged answer, bool sentAgain)
    {
        lock (_lock)
        {
            _answers[n] = answer.Changed ? answer.Position : WithoutPosition;
            Acknowledged++;
            SentAgain += sentAgain ? 1 : 0;
            LastPosition = Math.Max(LastPosition, answer.Position);
            if (!answer.Changed && !sentAgain)
                Violation($"command {n} was sent once and is said to have changed nothing");
            var outage = _lastAnswer == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(_lastAnswer);
            LongestOutage = outage > LongestOutage ? outage : LongestOutage;
            _lastAnswer = Stopwatch.GetTimestamp();
        }
    }

    /// <summary>Takes the next event of the log, in order of position.</summary>
    public void See(Found row)
    {
        if (_seen.Length < _answers.Length)
            Array.Resize(ref _seen, _answers.Length);
        if (row.Position != ++_found)
            Violation($"position {_found} is missing: the next is {row.Position}");
        _found = row.Position;
        var version = _versions[row.Stream] = _versions.GetValueOrDefault(row.Stream) + 1;
        if (row.Version != version)
            Violation($"{row.Stream} has version {row.Version} where {version} is due");
        if (row.RecordedAt < _recorded)
            Violation($"recorded time goes back at position {row.Position}");
        _recorded = row.RecordedAt;
        if (Workload.NumberOf(row.Stream, row.Flow, row.Period) is not { } n)
            return;
        if (n >= _answers.Length || _answers[n] == NotSent)
        {
            Violation($"position {row.Position} holds command {n}, which was never sent");
            return;
        }
        if (_seen[n])
            Violation($"command {n} took effect twice, the second time at position {row.Position}");
        if (_answers[n] > 0 && _answers[n] != row.Position)
            Violation($"command {n} was acknowledged at position {_answers[n]} and stands at {row.Position}");
        _seen[n] = true;
    }

    /// <summary>After the last event: every acknowledged command must have been seen. Gives what is wrong; empty when nothing is.</summary>
    public IReadOnlyList<string> Close()
    {
        Array.Resize(ref _seen, _answers.Length);
        for (var n = 0; n < _answers.Length; n++)
            if (_answers[n] is > 0 or WithoutPosition && !_seen[n])
                Violation($"command {n} was acknowledged at position {_answers[n]} and is lost");
        return _violationCount > _violations.Count ? [.. _violations, $"… {_violationCount} in all"] : _violations;
    }

    void Violation(string what)
    {
        _violationCount++;
        if (_violations.Count < 20)
            _violations.Add(what);
    }
}
