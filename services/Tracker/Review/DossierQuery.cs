using CommitmentTracker.EventStore.Projections;
using CommitmentTracker.Platform;
using CommitmentTracker.Sources;
using Npgsql;

namespace CommitmentTracker.Review;

/// <summary>What the GETs of commitments, meetings, mechanisms and facts share: pair, words, time, page. Ask for the parameters of your own before you read.</summary>
internal sealed class DossierQuery(HttpRequest request, ReferenceClock clock) : ReadQuery(request, clock)
{
    Question? asked;

    /// <summary>The three questions about time.</summary>
    public Question Asked => asked ??= Question.From(this);

    /// <summary>Only what this body sees to; what can be none is a fault, for it would read as one that sees to nothing.</summary>
    public string? Owner
    {
        get
        {
            if (Text("owner") is not { } owner)
                return null;
            foreach (var fault in new Faults().Owner("owner", owner).Found)
                Fault("owner", fault.Detail);
            return owner;
        }
    }

    /// <summary>A page of views in order of their slugs, or null when the refusal was sent.</summary>
    public async Task<Page<T>?> List<T>(
        HttpContext http, NpgsqlDataSource source, ProjectionRunner runner, string kind, Func<Dossier, T> view, Func<T, bool> wanted, Func<T, string> slug, Func<T, (long, DateTimeOffset)> last)
    {
        var (asked, pair, text, limit, after) = (Asked, Pair, Search, Limit, After);
        if (!await Ready(http, runner))
            return null;
        var (found, more) = (new List<Dossier>(), false);
        await foreach (var dossier in Dossiers.Of(source, kind, pair, text, after, asked, http.RequestAborted))
        {
            if (!wanted(view(dossier)))
                continue;
            if (more = found.Count == limit)
                break;
            found.Add(dossier);
        }
        var items = (await Dossiers.Located(found, asked.KnownOn, source, http.RequestAborted)).Select(view).ToList();
        return Page.Of(items, more ? slug(items[^1]) : null, last);
    }

    /// <summary>One dossier, or null when the refusal was sent.</summary>
    public async Task<Dossier?> One(HttpContext http, NpgsqlDataSource source, ProjectionRunner runner, string kind, string slug, params string[] more)
    {
        var asked = Asked;
        if (!await Ready(http, runner, more))
            return null;
        if (await Dossiers.One(source, $"{kind}:{slug}", asked, http.RequestAborted) is { } dossier)
            return (await Dossiers.Located([dossier], asked.KnownOn, source, http.RequestAborted))[0];
        await Problems.Write(http, Problem.NotFound.Because($"No {kind} '{slug}' is recorded, or was by then."));
        return null;
    }

    /// <summary>Whether the question was understood and the read models have caught up; where not, that was answered.</summary>
    public async Task<bool> Ready(HttpContext http, ProjectionRunner runner, params string[] more)
    {
        if (Refusal is not { } refusal)
            return await Views.CaughtUp(http, runner, [Dossiers.Projection.Name, SourcesRead.Projection.Name, .. more]);
        await Problems.Write(http, refusal);
        return false;
    }
}
