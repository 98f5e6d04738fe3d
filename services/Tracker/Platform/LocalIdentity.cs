using System.Collections.Frozen;
using System.Security.Claims;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authentication;

namespace CommitmentTracker.Platform;

/// <summary>
/// <c>Identity:Mode=Local</c>, for a desk: people and their roles from <c>Identity:People</c>, picked by the header <c>X-Actor</c>; without it the
/// first of them. Nothing is proven, so only this machine may ask: see <see cref="LoopbackOnly"/>.
/// </summary>
/// <remarks>A plain <see cref="IAuthenticationHandler"/>: answers are made once per person, and a request allocates no more than this object.</remarks>
internal sealed partial class LocalIdentity(LocalPeople people) : IAuthenticationHandler
{
    const string Scheme = "Local";
    const string Header = "X-Actor";

    HttpContext http = null!;

    /// <exception cref="MisconfiguredException">It is open to others, or its people are not well described.</exception>
    public static List<Person> Check(IConfiguration configuration)
    {
        LoopbackOnly.RefuseOpen(configuration);
        return People(configuration);
    }

    public static void Add(WebApplicationBuilder builder)
    {
        var people = Check(builder.Configuration);
        builder.Services.AddSingleton(new LocalPeople(people.ToFrozenDictionary(p => p.Actor, Answer, StringComparer.Ordinal), Answer(people[0])));
        builder.Services.AddTransient<LocalIdentity>();
        // The core alone: AddAuthentication brings data protection, which writes keys to the home directory that nothing here needs.
        builder.Services.AddAuthenticationCore(options =>
        {
            options.DefaultScheme = Scheme;
            options.AddScheme<LocalIdentity>(Scheme, displayName: null);
        });
        builder.Services.AddSingleton<LoopbackOnly>();
        builder.Services.AddHostedService(s => s.GetRequiredService<LoopbackOnly>());
    }

    public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context)
    {
        http = context;
        return Task.CompletedTask;
    }

    public Task<AuthenticateResult> AuthenticateAsync() => http.Request.Headers[Header] switch
    {
        [] => people.First,
        [{ } actor] when people.ByActor.TryGetValue(actor, out var known) => known,
        _ => Unknown,
    };

    public Task ChallengeAsync(AuthenticationProperties? properties)
    {
        http.Response.Headers.WWWAuthenticate = Header;
        return Problems.Write(http, Problem.Unauthorized.Because($"{Header} names nobody here; the people are listed in the configuration under Identity:People."));
    }

    public Task ForbidAsync(AuthenticationProperties? properties) => Problems.Write(http, Identity.RoleMissing(http));

    static readonly Task<AuthenticateResult> Unknown = Task.FromResult(AuthenticateResult.Fail("unknown actor"));

    internal sealed record Person(string Actor, string[] Roles);

    /// <summary>An officer who may do everything but review, and a reviewer as the second pair of eyes; or those who are configured.</summary>
    static List<Person> People(IConfiguration configuration)
    {
        var people = configuration.GetSection("Identity:People").GetChildren()
            .Select(p => new Person(p["Actor"] ?? "", [.. p.GetSection("Roles").GetChildren().Select(r => r.Value ?? "")])).ToList();
        if (people.Count == 0)
            return [new("officer", [.. Roles.All.Where(r => r != Roles.Reviewer)]), new("reviewer", [Roles.Reviewer, Roles.Monitor])];
        foreach (var person in people)
        {
            if (!ActorForm().IsMatch(person.Actor))
                throw new MisconfiguredException($"Identity:People: '{person.Actor}' is no actor id; it has 1 to 64 of a-z, 0-9, '.', '_', '-', and is no person's name.");
            if (person.Roles.Length == 0 || person.Roles.FirstOrDefault(r => !Roles.All.Contains(r)) is not null)
                throw new MisconfiguredException($"Identity:People: the roles of '{person.Actor}' are one or more of {string.Join(", ", Roles.All)}.");
        }
        if (people.GroupBy(p => p.Actor).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new MisconfiguredException($"Identity:People: '{twice.Key}' is there twice.");
        return people;
    }

    static Task<AuthenticateResult> Answer(Person person)
    {
        var claims = person.Roles.Select(r => new Claim("roles", r)).Prepend(new(Identity.Subject, person.Actor));
        return Task.FromResult(AuthenticateResult.Success(new(new(new ClaimsIdentity(claims, Scheme, Identity.Subject, "roles")), Scheme)));
    }

    [GeneratedRegex(@"^[a-z0-9._-]{1,64}\z")]
    private static partial Regex ActorForm();
}

/// <summary>The people of Local mode: what each is answered, made once.</summary>
internal sealed record LocalPeople(FrozenDictionary<string, Task<AuthenticateResult>> ByActor, Task<AuthenticateResult> First);
