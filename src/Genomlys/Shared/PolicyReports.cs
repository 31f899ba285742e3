using System.Text.Json;
using Genomlys.Shared.Access;

namespace Genomlys.Shared;

/// <summary>
/// Where a browser tells that a page wanted what the content security policy forbids: a sign that something was written into it. Anyone may send anything here, so no more is
/// read than one report, no more is noted than which rule it was, and no more than some are taken a minute.
/// </summary>
internal sealed class PolicyReports(ILogger<PolicyReports> log, TimeProvider clock)
{
    public const string Address = "/api/policy-reports";
    private const int MostBytes = 16 << 10, MostAMinute = 60;
    private static readonly string[] Rules =
        ["default-src", "script-src", "script-src-elem", "script-src-attr", "style-src", "style-src-elem", "style-src-attr", "img-src", "font-src", "connect-src", "form-action", "base-uri", "frame-ancestors", "frame-src", "object-src", "media-src", "worker-src", "manifest-src", "require-trusted-types-for", "trusted-types"];

    private readonly Lock counting = new();
    private (long Minute, int Count) taken;

    public static void Map(IEndpointRouteBuilder app) =>
        app.On(HttpMethods.Post, Address, async call => TypedResults.StatusCode(await call.Service<PolicyReports>().TakeAsync(call.Request.Body, call.Stop))).Needs(Need.Nothing).ExcludeFromDescription();

    public async Task<int> TakeAsync(Stream body, CancellationToken stop)
    {
        if (!MayTake())
            return StatusCodes.Status429TooManyRequests;
        var bytes = new byte[MostBytes + 1];
        var length = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, stop);
        if (length > MostBytes)
            return StatusCodes.Status413PayloadTooLarge;
        if (RuleIn(bytes.AsMemory(0, length)) is not { } rule)
            return StatusCodes.Status400BadRequest;
        log.LogWarning("A browser refused what a page wanted: {Rule}.", rule);
        return StatusCodes.Status204NoContent;
    }

    private bool MayTake()
    {
        var minute = clock.GetUtcNow().Ticks / TimeSpan.TicksPerMinute;
        lock (counting)
        {
            taken = taken.Minute == minute ? (minute, taken.Count + 1) : (minute, 1);
            return taken.Count <= MostAMinute;
        }
    }

    /// <summary>The rule that was broken, when it is one there is.</summary>
    private static string? RuleIn(ReadOnlyMemory<byte> report)
    {
        try
        {
            using var said = JsonDocument.Parse(report, new() { MaxDepth = 4 });
            return said.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("csp-report", out var inner) && inner.ValueKind is JsonValueKind.Object
                && (inner.TryGetProperty("effective-directive", out var rule) || inner.TryGetProperty("violated-directive", out rule)) && rule.ValueKind is JsonValueKind.String
                ? Rules.FirstOrDefault(r => r == rule.GetString()!.Split(' ')[0])
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
