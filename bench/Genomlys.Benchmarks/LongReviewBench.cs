using Genomlys.Review;
using Genomlys.Review.Templates;
using Genomlys.Shared;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Benchmarks;

/// <summary>A review of 60 pages with 300 figures in its texts: opened whole, opened at the place where one writes, its checks beside the text, and taken out in all forms.</summary>
internal static class LongReviewBench
{
    private const int Pages = 60, LettersOfPage = 2600, FiguresInText = 300, Warm = 9, WarmUp = 3, MostToOpen = 300, MostToExport = 3000;
    private static readonly string[] Formats = ["docx", "pdf", "html", "json", "txt"];

    // A sentence as such reports have them: no date, no amount, nothing that a check would speak of.
    private const string Sentence = "Enheten har under året arbetat vidare med rutiner, roller och utbildning, och resultatet har tagits upp i ledningsgruppen. ";

    public static async Task RunAsync(Bench bench)
    {
        if (!bench.Options.Wants("long"))
            return;
        var database = bench.Work.File("long.db");
        File.Copy(await bench.YearAsync(), database);
        var place = await WriteAsync(database);
        await using var app = await GenomlysProcess.ServeAsync(bench.Options.App, database);
        await using var other = await GenomlysProcess.ServeOtherAsync("floor", database);
        Bench.Say("a review of 60 pages");
        var took = await Measure.MillisecondsAsync(bench.Options.Rounds(Warm), WarmUp,
            () => app.Client.GetByteArrayAsync("/review/2025"),
            () => app.Client.GetByteArrayAsync($"/review/2025/{place}"),
            () => app.Client.GetByteArrayAsync($"/review/2025/checks/{place}"),
            async () =>
            {
                foreach (var format in Formats)
                    await app.Client.GetByteArrayAsync($"/review/2025/export.{format}");
            },
            () => other.Client.GetByteArrayAsync("/every-row"));
        const string Beside = "reading every row of the database";
        bench.Results.Add(new Result("60 pages and 300 figures, opened whole", took[0], "ms") { Against = Beside, Other = took[4], Target = MostToOpen });
        bench.Results.Add(new Result("the same, a place opened for writing", took[1], "ms") { Against = Beside, Other = took[4], Target = MostToOpen });
        bench.Results.Add(new Result("the same, the checks of that place", took[2], "ms") { Against = Beside, Other = took[4], Target = MostToOpen });
        bench.Results.Add(new Result("the same, in all five forms", took[3], "ms") { Against = Beside, Other = took[4], Target = MostToExport });
    }

    /// <summary>Writes the texts, evenly over the places; gives the place with the longest.</summary>
    private static async Task<string> WriteAsync(string database)
    {
        await using var app = OtherPages.Build(BenchDatabase.File(database));
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<GenomlysDb>();
        var figures = scope.ServiceProvider.GetRequiredService<RegisterBook>().Figures.Where(f => f.Key.Contains('.', StringComparison.Ordinal)).Select(f => f.Key).ToList();
        var review = await db.Reviews.SingleAsync(r => r.Year == 2025 && r.Kind == ReviewKind.ManagementReview);
        var places = (await db.TemplateOfAsync(review, default)).Places.Where(p => p.Level > 0).Select(p => p.Key).ToList();
        var (letters, named) = (Pages * LettersOfPage / places.Count, 0);
        foreach (var (n, place) in places.Index())
        {
            var (text, due) = (new System.Text.StringBuilder(), FiguresInText * (n + 1) / places.Count);
            while (text.Length < letters || named < due)
            {
                for (var sentence = 0; sentence < 4; sentence++)
                    text.Append(Sentence);
                if (named < due)
                    text.Append($"Siffran är {{{{{figures[named++ % figures.Count]}}}}}.");
                text.Append("\n\n");
            }
            var written = new AuthorText { Id = Id<AuthorText>.New(), ReviewId = review.Id, Place = place };
            if (!written.Write(text.ToString(), isReady: false, seenVersion: 0, new DateTimeOffset(2025, 11, 20, 8, 0, 0, TimeSpan.Zero)).IsDone)
                throw new InvalidOperationException($"{place} was not written.");
            db.Add(written);
        }
        await db.SaveChangesAsync();
        return named == FiguresInText ? places[0] : throw new InvalidOperationException($"{named} figures.");
    }
}
