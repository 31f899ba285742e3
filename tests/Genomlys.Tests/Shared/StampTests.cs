using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Shared;

/// <summary>The same build need not look through the database twice.</summary>
public sealed class StampTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_database_is_current_once_this_build_has_stamped_it(string provider)
    {
        await using var app = TestApp.On(provider);
        await app.Use(async services =>
        {
            var configuration = services.GetRequiredService<IConfiguration>();
            await using var db = await Databases.MigrateAsync(services.GetRequiredService<GenomlysDb>(), configuration, services.GetRequiredService<IRowRights>(), Stop);
            Assert.False(await Stamp.IsCurrentAsync(configuration, Stop));
            await Stamp.SetAsync(db, Stop);
            Assert.True(await Stamp.IsCurrentAsync(configuration, Stop));
            await Stamp.SetAsync(db, Stop);
            Assert.True(await Stamp.IsCurrentAsync(configuration, Stop));
            await db.Database.ExecuteSqlRawAsync("""UPDATE "__GenomlysBuild" SET "Build" = 'another'""", Stop);
            Assert.False(await Stamp.IsCurrentAsync(configuration, Stop));
            return await db.Database.ExecuteSqlRawAsync("""DROP TABLE "__GenomlysBuild" """, Stop);
        });
    }

    [Theory, InlineData("Sqlite", "Data Source=/no/such/folder/genomlys.db"), InlineData("PostgreSQL", "Host=127.0.0.1;Port=1;Timeout=2")]
    public async Task A_database_that_does_not_answer_is_not_current(string provider, string connection) =>
        Assert.False(await Stamp.IsCurrentAsync(
            new ConfigurationBuilder().AddInMemoryCollection([new("Database:Provider", provider), new("Database:Connection", connection)]).Build(), Stop));
}
