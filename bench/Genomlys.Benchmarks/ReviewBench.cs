using System.Diagnostics;

namespace Genomlys.Benchmarks;

/// <summary>The whole review in its four forms, asked for one after the other: the first time a running program is asked, and the same again.</summary>
internal static class ReviewBench
{
    private const int Rounds = 5, Warm = 9, WarmUp = 3, MostCold = 1500, MostWarm = 300;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);
    private static readonly string[] Formats = ["docx", "pdf", "html", "json"];

    public static async Task RunAsync(Bench bench)
    {
        if (!bench.Options.Wants("review"))
            return;
        var year = await bench.YearAsync();
        var (first, again, floor) = (Formats.ToDictionary(f => f, _ => new List<double>()), Formats.ToDictionary(f => f, _ => new List<double>()), new List<double>());
        for (var round = 0; round < bench.Options.Rounds(Rounds); round++)
        {
            Bench.Say($"review {round + 1}");
            await using var app = await GenomlysProcess.ServeAsync(bench.Options.App, year);
            await using var other = await GenomlysProcess.ServeOtherAsync("floor", year);
            await Task.Delay(Settling);   // a person looks at the start page before asking for the report
            foreach (var format in Formats)
            {
                var from = Stopwatch.GetTimestamp();
                await ExportAsync(format);
                first[format].Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
            }
            Func<Task>[] turns = [.. Formats.Select(f => (Func<Task>)(() => ExportAsync(f))), () => other.Client.GetByteArrayAsync("/every-row")];
            var took = await Measure.MillisecondsAsync(bench.Options.Rounds(Warm), WarmUp, turns);
            foreach (var (format, turn) in Formats.Zip(took))
                again[format].Add(turn);
            floor.Add(took[^1]);

            Task ExportAsync(string format) => app.Client.GetByteArrayAsync($"/review/2025/export.{format}");
        }
        foreach (var format in Formats)
            bench.Results.Add(new Result($"review as {format}, first", Measure.Median(first[format]), "ms") { Against = "the same again", Other = Measure.Median(again[format]) });
        var (cold, warm) = (Whole(first), Whole(again));
        bench.Results.Add(new Result("review in all four, first", cold, "ms") { Against = "the same again", Other = warm, Target = MostCold });
        bench.Results.Add(new Result("review in all four, again", warm, "ms") { Against = "reading every row of the database", Other = Measure.Median(floor), Target = MostWarm });
    }

    private static double Whole(Dictionary<string, List<double>> took) => Measure.Median([.. took[Formats[0]].Select((_, round) => Formats.Sum(f => took[f][round]))]);
}
