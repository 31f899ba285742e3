using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace Genomlys.Tests.Accounts.Federation;

/// <summary>A provider on the loopback that is as it should be until a test makes it otherwise.</summary>
internal sealed class HostileProvider : IAsyncDisposable
{
    public const string ClientId = "genomlys", Secret = "a-secret-that-only-the-tests-know-of-32-and-more";
    private readonly WebApplication app;
    private readonly RSA key = RSA.Create(2048), strangers = RSA.Create(2048);

    public string Issuer { get; private set; } = "";
    public int AsksForKeys { get; private set; }
    public IFormCollection? Redeemed { get; private set; }

    /// <summary>What it says of itself, and what it answers for a code, before it is sent.</summary>
    public Func<Dictionary<string, object?>, Dictionary<string, object?>> Discovery { get; set; } = said => said;
    public Func<HttpContext, Task<bool>> BeforeDiscovery { get; set; } = _ => Task.FromResult(false);
    public Func<HttpContext, Task<bool>> BeforeTokens { get; set; } = _ => Task.FromResult(false);
    public Func<string> Token { get; set; } = () => "";

    public (string, string)[] Settings(params (string, string)[] more) => [("Oidc:Issuer", Issuer), ("Oidc:ClientId", ClientId), ("Oidc:ClientSecret", Secret), ("Oidc:Name", "Kommunen"), ("Oidc:SecondFactor", "Provider"), .. more];

    private HostileProvider()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.MapGet("/.well-known/openid-configuration", async http =>
        {
            if (!await BeforeDiscovery(http))
                await http.Response.WriteAsJsonAsync(Discovery(new()
                {
                    ["issuer"] = Issuer, ["authorization_endpoint"] = $"{Issuer}/auth", ["token_endpoint"] = $"{Issuer}/token", ["jwks_uri"] = $"{Issuer}/jwks", ["end_session_endpoint"] = $"{Issuer}/end",
                    ["response_types_supported"] = new[] { "code" }, ["subject_types_supported"] = new[] { "public" }, ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
                }));
        });
        app.MapGet("/jwks", http =>
        {
            AsksForKeys++;
            return http.Response.WriteAsJsonAsync(new { keys = new[] { new { kty = "RSA", use = "sig", kid = "one", alg = "RS256", n = Public.N, e = Public.E } } });
        });
        app.MapPost("/token", async http =>
        {
            Redeemed = await http.Request.ReadFormAsync();
            if (!await BeforeTokens(http))
                await http.Response.WriteAsJsonAsync(new { access_token = "a", token_type = "Bearer", expires_in = 60, id_token = Token() });
        });
    }

    public static async Task<HostileProvider> StartAsync()
    {
        var provider = new HostileProvider();
        await provider.app.StartAsync();
        provider.Issuer = provider.app.Urls.Single();
        return provider;
    }

    /// <summary>Again as it should be.</summary>
    public void Behave() => (Discovery, BeforeDiscovery, BeforeTokens, Token, Redeemed) = (said => said, _ => Task.FromResult(false), _ => Task.FromResult(false), () => "", null);

    public (string N, string E) Public => key.ExportParameters(false) is { } p ? (WebEncoders.Base64UrlEncode(p.Modulus!), WebEncoders.Base64UrlEncode(p.Exponent!)) : default;
    public byte[] PublicPem => Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem());

    public string Signed(Dictionary<string, object?> claims, string kid = "one", string alg = "RS256", string? typ = null) => Compact(Header(alg, kid, typ), claims, text => key.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    public string SignedByStranger(Dictionary<string, object?> claims, string kid) => Compact(Header("RS256", kid), claims, text => strangers.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    public static string SignedWith(byte[] shared, Dictionary<string, object?> claims) => Compact(Header("HS256", "one"), claims, text => HMACSHA256.HashData(shared, text));

    public static string Unsigned(Dictionary<string, object?> claims, string alg) => Compact(Header(alg, "one"), claims, _ => []);

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        key.Dispose();
        strangers.Dispose();
    }

    private static Dictionary<string, object?> Header(string alg, string kid, string? typ = null) => new() { ["alg"] = alg, ["kid"] = kid, ["typ"] = typ ?? "JWT" };

    private static string Compact(Dictionary<string, object?> header, Dictionary<string, object?> claims, Func<byte[], byte[]> sign)
    {
        var text = $"{Part(header)}.{Part(claims)}";
        return $"{text}.{WebEncoders.Base64UrlEncode(sign(Encoding.ASCII.GetBytes(text)))}";
    }

    private static string Part(Dictionary<string, object?> said) => WebEncoders.Base64UrlEncode(JsonSerializer.SerializeToUtf8Bytes(said));
}
