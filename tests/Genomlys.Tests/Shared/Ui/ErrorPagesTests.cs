using System.Net;
using System.Text.Json;
using Genomlys.Shared.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Genomlys.Tests.Shared.Ui;

/// <summary>What went wrong says whose turn it is: of two who change the same at once, the one who came too late reads it anew; a fault of ours is ours.</summary>
public sealed class ErrorPagesTests
{
    [Fact]
    public async Task Who_came_too_late_is_told_so_and_not_that_we_failed()
    {
        Assert.Equal(HttpStatusCode.Conflict, await StatusOfAsync(new DbUpdateConcurrencyException()));
        Assert.Equal(HttpStatusCode.Conflict, await StatusOfAsync(new DbUpdateException("", new SqliteException("UNIQUE constraint failed", 19, 2067))));
        Assert.Equal(HttpStatusCode.InternalServerError, await StatusOfAsync(new DbUpdateException("", new SqliteException("FOREIGN KEY constraint failed", 19, 787))));
        Assert.Equal(HttpStatusCode.InternalServerError, await StatusOfAsync(new DbUpdateException()));
    }

    private static async Task<HttpStatusCode> StatusOfAsync(Exception thrown)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        await using var app = builder.Build();
        app.UseErrorPages();
        app.Run(_ => throw thrown);
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var browser = app.GetTestClient();
        using var answer = await browser.GetAsync(new Uri("/api/x", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal((int)answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("status").GetInt32());
        return answer.StatusCode;
    }
}
