using System.Globalization;
using CommitmentTracker.Deadlines;
using CommitmentTracker.Platform;

namespace CommitmentTracker.Notices;

/// <summary>
/// On which days around a due day notices are raised: <c>Watch:Tiers:default</c>, or for a kind of commitment, for <c>meeting</c>, <c>target</c>, <c>agreement</c> or
/// <c>review</c> its own, such as <c>Watch:Tiers:treatyStep</c>. Days from the last day, negative before it: <c>-90 -30 -7 0 1 30 90</c>. The last day itself is always one of
/// them, for these are reminders around it; an empty list is silent.
/// </summary>
internal sealed class Tiers
{
    public const string Review = "review";
    const string Default = "default";

    static readonly Dictionary<string, int[]> Usual = new(StringComparer.OrdinalIgnoreCase) { [Default] = [-90, -30, -7, 0, 1, 30, 90], [Review] = [0] };
    static readonly string[] Kinds = [Default, Review, .. Enum.GetValues<DueKind>().Select(Words.Of)];

    readonly Dictionary<string, int[]> byKind = new(Usual, StringComparer.OrdinalIgnoreCase);

    /// <exception cref="MisconfiguredException">A kind there is none of, or what is no list of days.</exception>
    public static Tiers From(IConfiguration configuration)
    {
        var tiers = new Tiers();
        foreach (var kind in configuration.GetSection("Watch:Tiers").GetChildren())
        {
            if (!Kinds.Contains(kind.Key, StringComparer.OrdinalIgnoreCase))
                throw new MisconfiguredException($"{kind.Path}: there is no such kind; there are {string.Join(", ", Kinds)}.");
            // A list in a file comes as children, on a command line or in the environment as one text.
            var days = kind.Value?.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries) ?? [.. kind.GetChildren().Select(d => d.Value ?? "")];
            tiers.byKind[kind.Key] = [.. days.Select(d => int.TryParse(d, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) && Math.Abs(n) <= 3660
                ? n
                : throw new MisconfiguredException($"{kind.Path}: '{d}' is no number of days from the last day; write such as -90 -30 -7 0 1 30 90.")).Append(0).Distinct().Order()];
            if (days.Length == 0)
                tiers.byKind[kind.Key] = [];
        }
        return tiers;
    }

    /// <summary>The latest tier that a day has reached: of those missed while nobody watched, only this one is raised. Null before the first.</summary>
    public int? Reached(string kind, DateOnly dueOn, DateOnly day)
    {
        var passed = day.DayNumber - dueOn.DayNumber;
        var tiers = byKind.GetValueOrDefault(kind) ?? byKind[Default];
        var reached = Array.FindLastIndex(tiers, t => t <= passed);
        return reached < 0 ? null : tiers[reached];
    }
}
