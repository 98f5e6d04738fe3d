using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Review;

namespace CommitmentTracker.Commitments;

/// <summary>Two commitments that may be one.</summary>
/// <param name="First">Slug of the one stated first.</param>
/// <param name="Second">Slug of the other.</param>
/// <param name="Why">What they have in common.</param>
/// <param name="Restated">True where the second may be the first said again; false where it may have been logged twice.</param>
internal sealed record Likely(string First, string Second, string Why, bool Restated);

/// <summary>
/// Suggests what may have been logged twice or said again; nothing is ever merged in silence. Two entries are held together when states, kind
/// and object agree and neither quantity nor deadline speaks against it: the same quantity alone says nothing (5,000 t of flour, 5,000 t of fuel oil).
/// </summary>
internal static class Duplicates
{
    /// <summary>Within so many days the same thing is more likely logged twice than said again.</summary>
    const int Days = 90;

    /// <summary>So much of the words must be common.</summary>
    const double Alike = 0.6;

    public static IReadOnlyList<Likely> Among(IReadOnlyList<CommitmentView> commitments)
    {
        var entries = commitments.Where(c => c.Status is not (CommitmentStatus.Retracted or CommitmentStatus.Merged)).OrderBy(c => c.StatedOn.To).ThenBy(c => c.Slug, StringComparer.Ordinal)
            .Select(c => (View: c, Words: Spelling.Fold(c.What).Split(' ').Where(w => w.Length > 2 && !char.IsAsciiDigit(w[0])).ToHashSet(StringComparer.Ordinal))).ToList();
        var likely = new List<Likely>();
        foreach (var group in entries.GroupBy(e => (string.Join(' ', e.View.Obligors), string.Join(' ', e.View.Counterparties), e.View.Kind)))
        {
            var members = group.ToList();
            for (var i = 0; i < members.Count; i++)
                for (var j = i + 1; j < members.Count; j++)
                    if (Common(members[i].Words, members[j].Words) is var common && common >= Alike && !Differ(members[i].View, members[j].View))
                    {
                        var (one, other) = (members[i].View, members[j].View);
                        var apart = other.StatedOn.To.DayNumber - one.StatedOn.To.DayNumber;
                        likely.Add(new(one.Slug, other.Slug,
                            $"The same states and kind, {common:P0} of the words in common, stated {apart} days apart.", apart > Days));
                    }
        }
        return likely;
    }

    /// <summary>Of all the words of both: of the shorter's alone, "5,000 tons of fuel oil, not flour" holds all of "5,000 tons of flour".</summary>
    static double Common(HashSet<string> one, HashSet<string> other) =>
        one.Count == 0 || other.Count == 0 ? 0 : (double)one.Intersect(other).Count() / one.Union(other).Count();

    /// <summary>Whether a number or a day that both give is another.</summary>
    static bool Differ(CommitmentView one, CommitmentView other) =>
        one.Quantity is { } q && other.Quantity is { } r && q.In(r.Unit) != r.Amount
        || one.Deadline is { Precision: not Precision.Open } d && other.Deadline is { Precision: not Precision.Open } e && !d.SaysTheSameAs(e);
}
