using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace CommitmentTracker.Tracker.Tests.Identity;

/// <summary>Makes tokens by hand: the tools of an attacker, and of a provider gone wrong.</summary>
internal static class Forge
{
    /// <summary>The name of the provider's key.</summary>
    public const string Kid = "tracker-tests";

    public static JsonObject Header => new() { ["alg"] = "RS256", ["typ"] = "at+jwt", ["kid"] = Kid };

    /// <summary>What the provider would say about an officer now.</summary>
    public static JsonObject Claims(string issuer)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        return new()
        {
            ["iss"] = issuer, ["aud"] = OidcProvider.Audience, ["sub"] = "desk-1", ["client_id"] = "desk-1", ["jti"] = "1", ["iat"] = now, ["nbf"] = now, ["exp"] = now + 300,
            ["roles"] = new JsonArray("officer"),
        };
    }

    public static string Rs256(JsonObject header, JsonObject claims, RSA key) =>
        Token(header, claims, signed => key.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    public static string Token(JsonObject header, JsonObject claims, Func<byte[], byte[]> sign)
    {
        var signed = $"{Encode(header)}.{Encode(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    public static string Encode(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));

    /// <summary>The same with some members otherwise; a null takes a member away.</summary>
    public static JsonObject With(this JsonObject json, params (string Name, JsonNode? Value)[] changes)
    {
        foreach (var (name, value) in changes)
        {
            json.Remove(name);
            if (value is not null)
                json[name] = value;
        }
        return json;
    }
}
