using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Genomlys.Shared.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Shared.Idempotency;

/// <summary>A change that is sent twice, by a double click, a lost answer or a program that tries again, is made once.</summary>
internal static class Repeats
{
    public static void UseIdempotency(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (http.Request.Headers[OneRequest.Header] is [var said] && !OneRequest.IsKey(said ?? ""))
            await TypedResults.Problem(Words.Kernel["BadKey"], statusCode: StatusCodes.Status400BadRequest).ExecuteAsync(http);
        else if (await OneRequest.OfAsync(http) is not { } request)
            await next(http);
        else if (await FindAsync(http.RequestServices, request.Hash, http.RequestAborted) is { } before)
            await AnswerAgain(http, request, before).ExecuteAsync(http);
        else
            await AnswerAsync(http, request, next);
    });

    /// <summary>The answer waits until it is known whose it is: of two at once, the one that came too late may be refused before it saves anything.</summary>
    private static async Task AnswerAsync(HttpContext http, OneRequest request, RequestDelegate next)
    {
        var (outward, answer) = (http.Response.Body, new MemoryStream());
        (http.Response.Body, var isRepeated) = (answer, false);
        http.Features.Set(request);
        try
        {
            await next(http);
        }
        catch (RepeatedException)
        {
            isRepeated = true;
        }
        finally
        {
            http.Response.Body = outward;
        }
        if (request.IsKept)
            await KeepAnswerAsync(http, request);
        else if (isRepeated || http.Response.StatusCode is not StatusCodes.Status303SeeOther)
            isRepeated = await FindAsync(http.RequestServices, request.Hash, http.RequestAborted) is { } before && await IsAnsweredAgainAsync(before);
        if (isRepeated)
            return;
        answer.Position = 0;
        await answer.CopyToAsync(outward, http.RequestAborted);

        async Task<bool> IsAnsweredAgainAsync(IdempotencyKey before)
        {
            http.Response.Clear();
            await AnswerAgain(http, request, before).ExecuteAsync(http);
            return true;
        }
    }

    /// <summary>What was refused after all may be tried again. Where a form led is kept unless it follows from the record, for it costs a save.</summary>
    private static async Task KeepAnswerAsync(HttpContext http, OneRequest request)
    {
        var isRefused = http.Response.StatusCode >= StatusCodes.Status400BadRequest;
        var location = request.IsApi ? null : http.Response.Headers.Location.ToString();
        if (!isRefused && location is null or "" || location!.EndsWith("?_saved=true", StringComparison.Ordinal))
            return;
        await using var scope = http.RequestServices.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
        var kept = scope.ServiceProvider.GetRequiredService<GenomlysDb>().Set<IdempotencyKey>().Where(k => k.Hash == request.Hash);
        if (isRefused)
            await kept.ExecuteDeleteAsync(CancellationToken.None);
        else
            await kept.ExecuteUpdateAsync(k => k.SetProperty(x => x.Location, location), CancellationToken.None);
    }

    internal static async Task<IdempotencyKey?> FindAsync(IServiceProvider services, string hash, CancellationToken stop)
    {
        await using var scope = services.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<GenomlysDb>().Set<IdempotencyKey>().AsNoTracking().SingleOrDefaultAsync(k => k.Hash == hash, stop);
    }

    private static IResult AnswerAgain(HttpContext http, OneRequest request, IdempotencyKey? before)
    {
        if (before is not null && before.Content != request.Content)
            return TypedResults.Problem(Words.Kernel["OtherContent"], statusCode: StatusCodes.Status422UnprocessableEntity);
        var at = before?.RecordId is { } id && request.In(http.RequestServices.GetRequiredService<RegisterBook>()) is { } register ? $"{register.Path}/{id}" : null;
        if (!request.IsApi)
            return (before?.Location ?? (at is null ? null : at + "?_saved=true")) is { } location ? new SeeOther(location) : new RazorComponentResult<RepeatedScreen>();
        if (at is null || HttpMethods.IsDelete(http.Request.Method))
            return TypedResults.NoContent();
        http.Response.Headers.ETag = RegisterApi.Tag(before!.Version);
        var saved = new { Id = before.RecordId!.Value, before.Version };
        return HttpMethods.IsPost(http.Request.Method) ? TypedResults.Created("/api" + at, saved) : TypedResults.Ok(saved);
    }
}
