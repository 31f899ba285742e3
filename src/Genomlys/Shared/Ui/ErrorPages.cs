using System.Diagnostics;
using Genomlys.Shared.Audit;
using Genomlys.Shared.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Shared.Ui;

/// <summary>What someone sees when there is no page, or when something broke: what to do and a number to report, nothing of the inside.</summary>
public static class ErrorPages
{
    private const int DiskFull = 13;   // SQLITE_FULL

    public static void UseErrorPages(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = error => error switch
            {
                BadHttpRequestException bad => bad.StatusCode,
                OutOfScopeException => StatusCodes.Status403Forbidden,
                DbUpdateException untold when untold.Entries.Any(e => e.Entity is AuditEvent or AuditValues) => StatusCodes.Status503ServiceUnavailable,   // what cannot be told is not done
                DbUpdateConcurrencyException => StatusCodes.Status409Conflict,
                DbUpdateException taken when Uniqueness.IsBroken(taken) => StatusCodes.Status409Conflict,   // two did the same at once
                DbUpdateException { InnerException: SqliteException { SqliteErrorCode: DiskFull } } => StatusCodes.Status507InsufficientStorage,
                _ => StatusCodes.Status500InternalServerError,
            },
            SuppressDiagnosticsCallback = thrown => thrown.Exception is BadHttpRequestException,   // it would quote what somebody wrote, and is no fault of ours
            ExceptionHandler = ShowAsync,
        });
        app.UseStatusCodePages(context => ShowAsync(context.HttpContext));
    }

    private static Task ShowAsync(HttpContext http)
    {
        var (status, number) = (http.Response.StatusCode, Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier);
        IResult answer = http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
            ? TypedResults.Problem(statusCode: status, extensions: new Dictionary<string, object?> { ["traceId"] = number })
            : new RazorComponentResult<ErrorScreen>(new { Status = status, Number = number }) { StatusCode = status };
        return answer.ExecuteAsync(http);
    }
}
