using System.Diagnostics;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CommitmentTracker.Tracker.Tests.Identity;

/// <summary>
/// A real OIDC provider (npm <c>oidc-provider</c>) as a child process, with signing keys the tests know: so a test can also make the tokens
/// a provider never would. Without npm a test is skipped at a desk and fails where CI=true.
/// </summary>
public sealed class OidcProvider : IAsyncLifetime
{
    public const string Audience = "https://tracker.test";

    /// <summary>The clients and what the provider says about them in their tokens.</summary>
    static readonly Dictionary<string, object> Clients = new()
    {
        ["desk-1"] = new { roles = new[] { "officer" } },
        ["monitor-1"] = new { roles = new[] { "monitor" } },
        ["stranger-1"] = new { },
    };

    readonly HttpClient http = new();
    Process? process;
    string? missing;

    public RSA Key { get; } = RSA.Create(2048);

    public string Authority { get; private set; } = "";

    /// <summary>The provider's address; or the test ends here as skipped.</summary>
    public string Required()
    {
        if (missing is not null)
            Assert.Skip(missing);
        return Authority;
    }

    public async ValueTask InitializeAsync()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Identity", "oidc");
        var ct = TestContext.Current.CancellationToken;
        missing = await Install(folder, ct);
        if (missing is not null)
            return;
        process = Process.Start(new ProcessStartInfo("node", ["provider.mjs"])
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var said = new StringBuilder();
        process.ErrorDataReceived += (_, line) => said.AppendLine(line.Data);
        process.BeginErrorReadLine();
        await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { keys = new[] { Jwk() }, audience = Audience, clients = Clients }));
        await process.StandardInput.FlushAsync(ct);
        var ready = await process.StandardOutput.ReadLineAsync(ct) ?? throw new InvalidOperationException($"The OIDC provider ended: {said}");
        Authority = $"http://127.0.0.1:{JsonNode.Parse(ready)!["port"]}";
        _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
    }

    /// <summary>An access token by client credentials, as a machine gets it.</summary>
    public async Task<string> Token(string client, CancellationToken ct)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = client, ["client_secret"] = "secret", ["resource"] = Audience,
        });
        using var answer = await http.PostAsync(new Uri($"{Authority}/token"), form, ct);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
        return body.TryGetProperty("access_token", out var token) ? token.GetString()! : throw new InvalidOperationException($"No token: {body}");
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
        }
        http.Dispose();
        Key.Dispose();
    }

    JsonObject Jwk()
    {
        var p = Key.ExportParameters(includePrivateParameters: true);
        var jwk = new JsonObject { ["kty"] = "RSA", ["kid"] = Forge.Kid, ["use"] = "sig", ["alg"] = "RS256" };
        foreach (var (name, value) in new[] { ("n", p.Modulus), ("e", p.Exponent), ("d", p.D), ("p", p.P), ("q", p.Q), ("dp", p.DP), ("dq", p.DQ), ("qi", p.InverseQ) })
            jwk[name] = System.Buffers.Text.Base64Url.EncodeToString(value!);
        return jwk;
    }

    /// <summary>Installs what the lock file names, once for a build; or says why that cannot be.</summary>
    static async Task<string?> Install(string folder, CancellationToken ct)
    {
        var (wanted, has) = (new FileInfo(Path.Combine(folder, "package-lock.json")), new FileInfo(Path.Combine(folder, "node_modules", ".package-lock.json")));
        if (has.Exists && has.LastWriteTimeUtc >= wanted.LastWriteTimeUtc)
            return null;
        try
        {
            var npm = OperatingSystem.IsWindows() ? new ProcessStartInfo("cmd", ["/c", "npm", "ci"]) : new ProcessStartInfo("npm", ["ci"]);
            (npm.WorkingDirectory, npm.RedirectStandardOutput, npm.RedirectStandardError) = (folder, true, true);
            using var install = Process.Start(npm)!;
            var (said, complained) = (install.StandardOutput.ReadToEndAsync(ct), install.StandardError.ReadToEndAsync(ct));
            await install.WaitForExitAsync(ct);
            return install.ExitCode == 0 ? null : throw new InvalidOperationException($"npm ci failed: {await said}{await complained}");
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException && Environment.GetEnvironmentVariable("CI") != "true")
        {
            return $"The OIDC provider of these tests needs node and npm: {e.Message}";
        }
    }
}
