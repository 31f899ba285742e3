using System.Net;
using System.Net.Http.Json;
using Genomlys.Review.Templates;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Review;

/// <summary>A year that nothing can be counted by would stop every page that counts by it.</summary>
public sealed class ReviewTimeTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, "2025-11-15", "2000")]
    [InlineData(99999, "2025-11-15", "2000")]
    [InlineData(2025, "2027-01-01", "rapportens år")]
    [InlineData(2025, "2024-12-31", "rapportens år")]
    [InlineData(2025, "2025-11-15", null)]
    [InlineData(2025, "2026-01-31", null)]
    public async Task A_review_is_of_a_year_that_can_be(int year, string asOf, string? says)
    {
        await using var app = TestApp.On("Sqlite");
        await app.PlantAsync();
        var template = await app.Use(services =>
        {
            services.GetRequiredService<Viewer>().BeProgram();
            return services.GetRequiredService<GenomlysDb>().Templates.Where(t => t.Reference == "2025").Select(t => t.Id).SingleAsync(Stop);
        });
        using var answer = await app.Browser.PostAsJsonAsync("/api/reviews", new { year, asOf, template = $"{template}" }, Stop);
        Assert.Equal(says is null, answer.StatusCode is HttpStatusCode.Created);
        Assert.Contains(says ?? "", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }
}
