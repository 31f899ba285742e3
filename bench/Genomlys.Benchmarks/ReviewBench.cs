using System.Diagnostics;

namespace Genomlys.Benchmarks;

/// <summary>The whole review in each form: the first export of a running program, and the same again.</summary>
internal static class ReviewBench
{
    private const int Rounds = 3, Warm = 9, WarmUp = 3, MostCold = 1500, MostWarm = 300;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);
    private static readonly string[] Formats = ["docx", "pdf", "html", "json"];

    public static async Task RunAsync(Bench bench)
    {
        if (!bench.Options.Wants("review"))
            return;
        var year = await bench.YearAsync();
        foreach (var format in Formats)
        {
            Bench.Say($"review as {format}");
            var (cold, warm, floor) = (new List<double>(), new List<double>(), new List<double>());
            for (var round = 0; round < bench.Options.Rounds(Rounds); round++)
            {
                await using var app = await GenomlysProcess.ServeAsync(bench.Options.App, year);
                await using var other = await GenomlysProcess.ServeOtherAsync("floor", year);
                await Task.Delay(Settling);   // a person looks at the start page before asking for the report
                var from = Stopwatch.GetTimestamp();
                await ExportAsync();
                cold.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
                var again = await Measure.MillisecondsAsync(bench.Options.Rounds(Warm), WarmUp, ExportAsync, () => other.Client.GetByteArrayAsync("/every-row"));
                warm.Add(again[0]);
                floor.Add(again[1]);

                Task ExportAsync() => app.Client.GetByteArrayAsync($"/review/2025/export.{format}");
            }
            bench.Results.Add(new Result($"review as {format}, first", Measure.Median(cold), "ms") { Against = "the same again", Other = Measure.Median(warm), Target = MostCold });
            bench.Results.Add(new Result($"review as {format}, again", Measure.Median(warm), "ms") { Against = "reading every row of the database", Other = Measure.Median(floor), Target = MostWarm });
        }
    }
}
