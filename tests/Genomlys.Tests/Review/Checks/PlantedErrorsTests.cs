using Genomlys.Improvements;
using Genomlys.Improvements.Plan;
using Genomlys.Review.Checks;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Tests.Review.Checks;

/// <summary>A clean review raises nothing; each error that is planted in it is found, by its check and at its place, and nothing else is.</summary>
public sealed class PlantedErrorsTests
{
    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_clean_review_has_no_problem_and_each_of_twenty_planted_errors_is_found(string provider)
    {
        await using var app = await CleanReview.OpenAsync(provider);
        Assert.Equal([], (await CleanReview.CheckAsync(app)).Problems.Select(Said));

        var missed = new List<string>();
        var today = app.Clock.GetUtcNow();
        foreach (var (check, place, text) in Texts)
        {
            app.Clock.TurnTo(check is "overtaken" ? new DateTimeOffset(2026, 1, 10, 12, 0, 0, TimeSpan.Zero) : today);   // the authority has its new name since the new year
            Judge(check, place, text, await CleanReview.SayingAsync(app, place, text));
        }
        app.Clock.TurnTo(today);
        foreach (var (check, place, what, plant) in Registers)
            Judge(check, place, what, await CleanReview.WithAsync(app, plant));
        Assert.Empty(missed);
        Assert.Equal(20, Texts.Length + Registers.Length);
        Assert.Equal([], (await CleanReview.CheckAsync(app)).Problems.Select(Said));

        void Judge(string check, string place, string what, CheckResult result)
        {
            if (result.Problems is not [_, ..] found || found.Any(p => p.CheckKey != check || p.PlaceKey != place))
                missed.Add($"{check} at {place} ({what}): {string.Join(" | ", result.Problems.Select(Said))}");
        }
    }

    private static string Said(Problem problem) => $"{problem.CheckKey} at {problem.PlaceKey}: {problem.What} [{problem.Excerpt}]";

    private static readonly (string Check, string Place, string Text)[] Texts =
    [
        ("empty", "city", ""),
        ("empty", "city", "Beslut fattades den xxx."),
        ("figures", "incidents", "Totalt {{incidents.total}} (71) incidenter."),
        ("sums", "city", "Totalt 30 chefer är nya, varav 12 i förskolan, 9 i äldreomsorgen och 8 i administrationen."),
        ("shares", "city", "Av cheferna är 50 procent klara, 30 procent har börjat och 26 procent har inte börjat."),
        ("laws", "city", "Cybersäkerhetslagen träder i kraft den 15 januari 2025."),
        ("laws", "city", "Cybersäkerhetslagen gäller redan."),
        ("laws", "city", "NIS 2-direktivet föreslås träda i kraft."),
        ("overtaken", "city", "Anmälan lämnas till Myndigheten för samhällsskydd och beredskap."),
        ("order", "summary", "Vi föreslår:\n\n- Stärka chefers kunskap om informationssäkerhet (kvarstår)\n- Informationssäkerhet i upphandlingsförfarandet (kvarstår)\n- Involvera ledningsgruppen mer i informationssäkerhetsarbetet (kvarstår)\n- Högre genomförande av obligatoriska e-utbildningar (kvarstår)\n- Utbildningsunderlag för medarbetare utan dator"),
        ("plan", "plan", "Planen omfattar åren 2026–2029."),
        ("numbering", "city", "Se avsnitt 1.2.9 för mer."),
        ("spelling", "city", "Kraven i NIS2 påverkar oss."),
        ("time", "city", "Övningen genomfördes den 3 mars 2026."),
        ("years", "city", "Siffrorna avser 2024."),
        ("personal", "city", "Ärendet gäller 19850302-1233."),
        ("duties", "deviations", "Förvaltningen fick kännedom om angreppet den 26 augusti. Anmälan lämnades till IMY den 29 augusti."),
    ];

    private static readonly (string Check, string Place, string What, Func<GenomlysDb, Task> Plant)[] Registers =
    [
        ("lineage", "improvements", "an ancestor vanishes", async db => (await db.Proposals.SingleAsync(p => p.Year == 2024 && p.ContinuedIn == null)).Report(null, db.Now)),
        ("plan", "improvements", "a proposal without owner", async db => (await db.Proposals.FirstAsync(p => p.Year == 2025)).Owner = null),
        ("plan", "plan", "an activity without owner", async db => (await db.PlanItems.FirstAsync()).Owner = null),
    ];
}
