using System.Security.Cryptography;
using System.Text;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Microsoft.AspNetCore.Antiforgery;

namespace Genomlys.Shared.Idempotency;

/// <summary>
/// A request that changes something, as it is known again. A form is known by its own token, which no two pages share, and by all that was filled in: changed and sent anew it is another.
/// A program says a key in <c>Idempotency-Key</c>, and may not use it for anything else.
/// </summary>
internal sealed record OneRequest(string Hash, string Content, string Path, bool IsApi)
{
    public const string Header = "Idempotency-Key";
    private const string Token = "__RequestVerificationToken";
    private const int LongestKey = 200;

    /// <summary>Whether a save of this request has been made with its key.</summary>
    public bool IsKept { get; set; }

    /// <summary>The one that is being answered; null when the program works by itself, or it cannot be known again.</summary>
    public static OneRequest? Of(GenomlysDb db) => db.Scribe?.Http?.Features.Get<OneRequest>();

    /// <summary>The register whose address this is.</summary>
    public Register? In(RegisterBook registers) => registers.All.FirstOrDefault(r => new PathString(Path).StartsWithSegments(IsApi ? "/api" + r.Path : r.Path, StringComparison.Ordinal));

    public static bool IsKey(string said) => said.Length is > 0 and <= LongestKey && said.All(c => c is > ' ' and <= '~');

    /// <summary>Null where there is nothing to know it by: nobody has signed in, nothing is changed, no key was said.</summary>
    public static async Task<OneRequest?> OfAsync(HttpContext http)
    {
        var request = http.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method) || http.GetEndpoint() is null || http.User.Identity is not { IsAuthenticated: true })
            return null;
        var who = http.RequestServices.GetRequiredService<Viewer>().Key;
        if (http.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: true } && request.HasFormContentType)
        {
            var form = await request.ReadFormAsync(http.RequestAborted);
            var content = await HashAsync(form, http.RequestAborted);
            return form[Token].ToString() is { Length: > 0 } token ? new(HashOf(who, request.Method, request.Path, token, content), content, request.Path, false) : null;
        }
        if (request.Headers[Header].ToString() is not { Length: > 0 } key)
            return null;
        request.EnableBuffering();
        var said = Convert.ToHexStringLower(await SHA256.HashDataAsync(request.Body, http.RequestAborted));
        request.Body.Position = 0;
        return new(HashOf(who, request.Method, request.Path, key), said, request.Path, true);
    }

    private static async Task<string> HashAsync(IFormCollection form, CancellationToken stop)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, values) in form)
            foreach (var part in (IEnumerable<string?>)[name, .. values])
                hash.AppendData(Framed(part ?? ""));
        foreach (var file in form.Files)
        {
            hash.AppendData(Framed(file.Name + '\n' + file.FileName));
            await using var content = file.OpenReadStream();
            hash.AppendData(await SHA256.HashDataAsync(content, stop));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string HashOf(params string[] parts) => Convert.ToHexStringLower(SHA256.HashData([.. parts.SelectMany(Framed)]));

    /// <summary>With its length before it, so that no two ways of dividing a text are alike.</summary>
    private static byte[] Framed(string text) => [.. BitConverter.GetBytes(Encoding.UTF8.GetByteCount(text)), .. Encoding.UTF8.GetBytes(text)];
}

/// <summary>The same request was carried out meanwhile, and this one was not.</summary>
internal sealed class RepeatedException : Exception;
