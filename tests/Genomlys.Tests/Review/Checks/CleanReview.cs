using System.Globalization;
using Genomlys.Commands;
using Genomlys.Improvements;
using Genomlys.Improvements.Plan;
using Genomlys.Review;
using Genomlys.Review.Checks;
using Genomlys.Shared;
using Genomlys.Shared.Data;
using Genomlys.Shared.Deadlines;
using Genomlys.Shared.Lineage;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Review.Checks;

/// <summary>The year of Lindby as a coordinator has it when it is ready: what the registers lacked is mended, and each place that no register feeds has its text.</summary>
internal static class CleanReview
{
    public static readonly DateTimeOffset Today = Period.AtClock(new DateTime(2025, 11, 20, 9, 0, 0));

    public static async Task<TestApp> OpenAsync(string provider)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("sv-SE");
        var app = TestApp.On(provider);
        app.Clock.TurnTo(Today);
        await app.PlantAsync();
        var steps = await DemoSteps.ReadAsync(Path.Combine(Lindby.Folder, "steps.json"), default);
        foreach (var import in steps.Imports)
            Assert.Equal(0, await app.Use(services => ImportVerb.RunAsync(services, import.Kind, Path.Combine(Lindby.Folder, import.File), import.AsOf ?? steps.AsOf, null, false, default)));
        await app.Use(async services =>
        {
            var db = services.GetRequiredService<GenomlysDb>();
            db.Add(await services.GetRequiredService<ReviewRegister>().BeginAsync(db, new(2025, default), steps.AsOf, default));
            return await db.SaveChangesAsync();
        });
        await MendAsync(app);
        return app;
    }

    private static Task<int> MendAsync(TestApp app) => app.Use(async services =>
    {
        var db = services.GetRequiredService<GenomlysDb>();
        foreach (var proposal in await db.Proposals.Where(p => p.Year == 2025 || p.Year == 2024).ToListAsync())
        {
            proposal.Owner = "Informationssäkerhetssamordnaren";
            if (proposal is { Year: 2024, ContinuedIn: null })
                proposal.Report(Progress.Done, db.Now);
        }
        foreach (var item in await db.PlanItems.ToListAsync())
            item.Owner = "Informationssäkerhetssamordnaren";
        var unit = await db.PlanItems.Select(i => i.UnitId).FirstAsync();
        foreach (var (activity, at) in new[] { "Informationssäkerhet i upphandlingsförfarandet: checklista", "Stärka chefers kunskap om informationssäkerhet", "Involvera ledningsgruppen varje tertial", "Högre genomförande av obligatoriska e-utbildningar" }.Select((a, at) => (a, at)))
        {
            var item = new PlanItem { Id = Id<PlanItem>.New(), UnitId = unit, FirstYear = 2026, Year = 2026, Number = 50 + at, Activity = activity, Owner = "Informationssäkerhetssamordnaren" };
            item.Settle(since: 2026, continuedIn: null, origin: null);
            db.Add(item);
        }
        foreach (var deadline in await db.Deadlines.ToListAsync())
            deadline.Meet(deadline.StartedAt.AddHours(30));
        Write(db, await db.Reviews.SingleAsync(), "city", "Nämndens budget för informationssäkerhet är oförändrad under 2025.");
        Write(db, await db.Reviews.SingleAsync(), "rsa", "Under 2025 har kontinuitetsplaner tagits fram för samhällsviktig verksamhet.");
        Write(db, await db.Reviews.SingleAsync(), "deviations", "Leverantören utsattes för ett angrepp den 23 augusti. Förvaltningen fick kännedom om det den 26 augusti kl. 10.15. Anmälan lämnades till IMY den 29 augusti kl. 09.30.");
        return await db.SaveChangesAsync();
    });

    private static void Write(GenomlysDb db, ManagementReview review, string place, string markdown)
    {
        var text = new AuthorText { Id = Id<AuthorText>.New(), ReviewId = review.Id, Place = place };
        Assert.True(text.Write(markdown, false, 0, Today).IsDone);
        db.Add(text);
    }

    /// <summary>What the checks say when a place has another text; everything is as before afterwards.</summary>
    public static Task<CheckResult> SayingAsync(TestApp app, string place, string markdown) => app.Use(async services =>
    {
        var db = services.GetRequiredService<GenomlysDb>();
        var review = await db.Reviews.AsNoTracking().SingleAsync();
        var text = await db.AuthorTexts.SingleOrDefaultAsync(t => t.ReviewId == review.Id && t.Place == place);
        var before = text?.Markdown ?? "";
        if (text is null)
            db.Add(text = new AuthorText { Id = Id<AuthorText>.New(), ReviewId = review.Id, Place = place });
        Assert.True(text.Write(markdown, false, text.Version, Today).IsDone);
        await db.SaveChangesAsync();
        var result = await services.GetRequiredService<CheckRun>().OfAsync(review, default);
        Assert.True(text.Write(before, false, text.Version, Today).IsDone);
        await db.SaveChangesAsync();
        return result;
    });

    public static Task<CheckResult> CheckAsync(TestApp app) => app.Use(async services =>
        await services.GetRequiredService<CheckRun>().OfAsync(await services.GetRequiredService<GenomlysDb>().Reviews.AsNoTracking().SingleAsync(), default));

    /// <summary>What the checks say when the registers are otherwise; everything is as before afterwards.</summary>
    public static Task<CheckResult> WithAsync(TestApp app, Func<GenomlysDb, Task> plant) => app.Use(async services =>
    {
        var db = services.GetRequiredService<GenomlysDb>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await plant(db);
        await db.SaveChangesAsync();
        var result = await services.GetRequiredService<CheckRun>().OfAsync(await db.Reviews.AsNoTracking().SingleAsync(), default);
        await transaction.RollbackAsync();
        return result;
    });
}
