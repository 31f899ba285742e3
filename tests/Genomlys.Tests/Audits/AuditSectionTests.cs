using System.Globalization;
using Genomlys.Review;
using Genomlys.Review.Templates;
using Genomlys.Shared;
using Genomlys.Shared.Data;
using Genomlys.Tests.Review;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Audits;

/// <summary>What the review says of audits: audit by audit, one heading for each recommendation; or that there is none.</summary>
public sealed class AuditSectionTests
{
    private const string Key = "audits.recommendations";
    private static readonly Period Year = Period.Days(new(2025, 1, 1), new(2025, 11, 15));

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Each_recommendation_is_told_with_answer_and_state(string provider)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("sv-SE");
        await using var app = await AuditRecommendationTests.OpenAsync(provider);
        var chapter = await app.SectionAsync(Key, Year);
        Assert.Matches("redovisas för 2025: 3 .* Inte avslutade den 15 november 2025: 2 ", chapter);
        Assert.Contains("Åtkomst till verksamhetssystem (Stads- eller kommunrevisionen, dnr RVK 2024/87, 8 oktober 2024)", chapter, StringComparison.Ordinal);
        Assert.Contains("Granskning: Åtkomst till verksamhetssystem, dnr RVK 2024/87, rekommendation 1.\n"
            + "Svar: Förvaltningen inför uppföljning i mars och september. Svaret lämnades den 12 december 2024 till Revisionskontoret.\n", chapter, StringComparison.Ordinal);
        Assert.Contains("Avslutad den 20 maj 2025 genom beslut LSF 2025/214.", chapter, StringComparison.Ordinal);
        Assert.Contains("Rekommendationen kvarstår sedan 2024. Åtgärden skulle ha varit klar den 30 september 2025. Ansvarig: HR-chef.", chapter, StringComparison.Ordinal);
        Assert.Contains("Svar: Inget svar är registrerat. Svar ska lämnas senast den 31 oktober 2025.", chapter, StringComparison.Ordinal);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task The_next_year_does_not_tell_what_was_closed_in_this(string provider)
    {
        await using var app = await AuditRecommendationTests.OpenAsync(provider);
        var chapter = await app.SectionAsync(Key, Period.Year(2026));
        Assert.DoesNotContain("Följ upp tilldelade behörigheter", chapter, StringComparison.Ordinal);
        Assert.Contains("Avsluta behörigheter samma dag", chapter, StringComparison.Ordinal);
    }

    [Theory, InlineData("2025", "1.2.6.1", "1.2.6.3"), InlineData("2023", "(1)", "(3)")]
    public async Task Its_headings_are_numbered_as_the_template_says(string template, string first, string last)
    {
        await using var app = await AuditRecommendationTests.OpenAsync("Sqlite");
        await Reviews.BeginAsync(app);
        await app.Use(async services =>
        {
            var db = services.GetRequiredService<GenomlysDb>();
            (await db.Reviews.SingleAsync()).TemplateId = await db.Templates.Where(t => t.Reference == template).Select(t => t.Id).SingleAsync();
            return await db.SaveChangesAsync();
        });
        var headings = (await app.PageAsync("/review/2025")).QuerySelectorAll(".document h2, .document h3, .document h4, .document h5").Select(h => h.TextContent.Trim()).ToList();
        Assert.Contains(headings, h => h.StartsWith(first, StringComparison.Ordinal) && h.Contains("Följ upp tilldelade", StringComparison.Ordinal));
        Assert.Contains(headings, h => h.StartsWith(last, StringComparison.Ordinal) && h.Contains("Öva rutinen", StringComparison.Ordinal));
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Without_data_it_says_so(string provider)
    {
        await using var app = TestApp.On(provider);
        Assert.Equal("Inga rekommendationer från revisioner är registrerade för 2025.", (await app.SectionAsync(Key, Year)).Trim());
    }
}
