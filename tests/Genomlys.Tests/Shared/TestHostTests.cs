using Genomlys.Shared.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Shared;

/// <summary>What stands between one test and the next.</summary>
public sealed class TestHostTests
{
    [Fact]
    public async Task A_database_is_emptied_when_the_last_answer_of_the_test_before_has_been_read()
    {
        await using var app = TestApp.On("Sqlite");
        var address = await app.Use(services => Task.FromResult(services.GetRequiredService<GenomlysDb>().Database.GetConnectionString()!));
        await using var late = new SqliteConnection(address);
        await late.OpenAsync(TestContext.Current.CancellationToken);
        var command = late.CreateCommand();
        command.CommandText = "SELECT * FROM report_templates";
        var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        Assert.True(await reader.ReadAsync(TestContext.Current.CancellationToken));
        var isRead = false;
        var ended = Task.Run(async () =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(300), TestContext.Current.CancellationToken);
            isRead = true;
            await reader.DisposeAsync();
            await late.CloseAsync();
        }, TestContext.Current.CancellationToken);
        app.StartAfresh();
        Assert.True(isRead);
        await ended;
    }
}
