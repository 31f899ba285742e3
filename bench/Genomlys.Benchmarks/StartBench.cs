namespace Genomlys.Benchmarks;

/// <summary>
/// From the start of the process to the start page, beside the smallest program that could answer. The goal of 1.5 s is for a machine
/// where that program takes about 210 ms, by our estimate: seven times as long, on any machine.
/// </summary>
internal static class StartBench
{
    private const int Rounds = 7, MostTimes = 7, MostMemory = 150;

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
                memory.Add(app.Resident);
            }
            await using var other = await GenomlysProcess.ServeOtherAsync("floor", year);
            floor.Add(other.Started.TotalMilliseconds);
            floorMemory.Add(other.Resident);
        }
        bench.Results.Add(new Result("start to first page", Measure.Median(ours), "ms") { Against = "a bare Kestrel and SQLite", Other = Measure.Median(floor), Target = MostTimes, IsRatioTarget = true });
        bench.Results.Add(new Result("resident memory after it", Measure.Median(memory), "MB") { Against = "a bare Kestrel and SQLite", Other = Measure.Median(floorMemory), Target = MostMemory });
    }
}
