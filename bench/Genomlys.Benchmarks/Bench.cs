namespace Genomlys.Benchmarks;

/// <summary>One run: what it asks for, where it works, what it has found.</summary>
internal sealed class Bench(BenchOptions options, WorkFolder work)
{
    private string? year;

    public BenchOptions Options => options;
    public WorkFolder Work => work;
    public List<Result> Results { get; } = [];

    /// <summary>The database of the sample year, made by the program itself as its demo makes it.</summary>
    public async Task<string> YearAsync()
    {
        if (year is null)
        {
            Say("the sample year");
            await GenomlysProcess.RunAsync(options.App, work.File("year.db"), ["demo", "--once"]);
            year = work.File("year.db");
        }
        return year;
    }

    /// <summary>What is going on, beside the answer.</summary>
    public static void Say(string what) => Console.Error.WriteLine($"… {what}");
}
