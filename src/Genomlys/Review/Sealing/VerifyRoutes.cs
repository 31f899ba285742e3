using System.Net.Sockets;
using Genomlys.Review.Sealing.Pages;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;

namespace Genomlys.Review.Sealing;

/// <summary>
/// Where anyone asks whether a report in his hand is one the organisation decided: by the code printed in it, by the file's hash, or by the file itself, which is checked and not kept.
/// What was never decided and what nobody can know get the same answer.
/// </summary>
internal static class VerifyRoutes
{
    public const string Address = "/verify";
    private const int MostBytes = 30_000_000, BesideFile = 64 << 10;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.Get(Address, async call => call.Request.Query["code"].ToString() is { Length: > 0 } code ? await AnswerAsync(call, code, null) : Screen(new VerifyAnswer(VerifyStage.Ask))).Needs(Need.Nothing);
        app.Post(Address, async (call, form) => await AnswerAsync(call, form["said"].ToString(), form.Files.GetFile("file"))).Needs(Need.Nothing)
            .WithMetadata(new Largest(MostBytes + BesideFile)).WithFormOptions(multipartBodyLengthLimit: MostBytes + BesideFile);
    }

    private static async Task<IResult> AnswerAsync(Call call, string said, IFormFile? file)
    {
        if (!call.Service<VerifyPace>().MayAsk(From(call.Http), call.Now))
            return Screen(new VerifyAnswer(VerifyStage.TooMany), StatusCodes.Status429TooManyRequests);
        if (file is not { Length: > 0 })
            return Screen(said.Trim() is "" ? new VerifyAnswer(VerifyStage.Ask) { Problem = "Verify.Nothing" }
                : new VerifyAnswer(VerifyStage.Answered) { Found = await call.Service<Seals>().FindAsync(said, call.Stop) });
        using var content = new MemoryStream();
        await file.CopyToAsync(content, call.Stop);
        var (bytes, trust) = (content.ToArray(), call.Service<SealSettings>());
        return Screen(new VerifyAnswer(VerifyStage.Answered)
        {
            Found = await call.Service<Seals>().FindAsync(ManifestFile.Of("", bytes).Sha256, call.Stop),
            Report = PackageVerification.Of(bytes, trust.Sealers(), trust.Services()),
        });
    }

    /// <summary>An address; of IPv6 the network, for one house has more addresses than there are people.</summary>
    private static string From(HttpContext http) => http.Connection.RemoteIpAddress is not { } ip ? ""
        : ip.IsIPv4MappedToIPv6 ? $"{ip.MapToIPv4()}" : ip.AddressFamily is AddressFamily.InterNetworkV6 ? Convert.ToHexString(ip.GetAddressBytes().AsSpan(0, 8)) : $"{ip}";

    private static RazorComponentResult<VerifyScreen> Screen(VerifyAnswer answer, int status = StatusCodes.Status200OK) => new(new { Answer = answer }) { StatusCode = status };

    private sealed record Largest(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
}
