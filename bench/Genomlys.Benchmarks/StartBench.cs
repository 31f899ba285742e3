namespace Genomlys.Benchmarks;

/// <summary>From the start of the process to the start page, and what it keeps in memory once it has nothing more to do, beside the smallest program that could answer.</summary>
internal static class StartBench
{
    private const int Rounds = 7, MostTime = 1500, MostMemory = 150;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    public static async Task RunAsync(Bench bench)
    {
        if (!bench.Options.Wants("start"))
            return;
        var year = await bench.YearAsync();
        Bench.Say("start");
        var (ours, memory, floor, floorMemory) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < bench.Options.Rounds(Rounds); round++)
        {
            await using (var app = await GenomlysProcess.ServeAsync(bench.Options.App, year))
            {
                ours.Add(app.Started.TotalMilliseconds);
                await Task.Delay(Settling);
                memory.Add(app.Resident);
            }
            await using var other = await GenomlysProcess.ServeOtherAsync("floor", year);
            floor.Add(other.Started.TotalMilliseconds);
            await Task.Delay(Settling);
            floorMemory.Add(other.Resident);
        }
        bench.Results.Add(new Result("start to first page", Measure.Median(ours), "ms") { Against = "a bare Kestrel and SQLite", Other = Measure.Median(floor), Target = MostTime });
        bench.Results.Add(new Result("resident memory at rest after it", Measure.Median(memory), "MB") { Against = "a bare Kestrel and SQLite", Other = Measure.Median(floorMemory), Target = MostMemory });
    }
}
