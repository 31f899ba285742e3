using System.Net;

namespace Genomlys.Benchmarks;

/// <summary>A page of a register of 100,000 records with one facet chosen and a sort, beside the page one would write by hand and the least a server can do.</summary>
internal static class ListBench
{
    private const int Rows = 100_000, Rounds = 41, WarmUp = 25;
    private const double MostOfHand = 1.5;

    public static async Task RunAsync(Bench bench)
    {
        if (!bench.Options.Wants("list"))
            return;
        var database = bench.Work.File("list.db");
        File.Copy(await bench.YearAsync(), database);
        Bench.Say($"{Rows} incidents");
        await ManyIncidents.AddAsync(database, Rows);

        Bench.Say("list");
        await using var app = await GenomlysProcess.ServeAsync(bench.Options.App, database);
        await using var hand = await GenomlysProcess.ServeOtherAsync("hand", database);
        await using var floor = await GenomlysProcess.ServeOtherAsync("floor", database);
        foreach (var (name, query) in new[] { ("list: one facet, sorted by text", "category=Disclosure&sort=summary"), ("list: one facet, newest first", "category=Disclosure&sort=-occurredAt"), ("list: nothing chosen", "") })
        {
            await SameAsync(app, hand, query);
            var times = await Measure.MillisecondsAsync(bench.Options.Rounds(Rounds), WarmUp,
                () => app.Client.GetByteArrayAsync($"/incidents?{query}"),
                () => hand.Client.GetByteArrayAsync($"/incidents?{query}"),
                () => floor.Client.GetByteArrayAsync($"/incidents?{query}"));
            bench.Results.Add(new Result(name, times[0], "ms") { Against = "the page written by hand", Other = times[1], Target = MostOfHand, IsRatioTarget = true });
            bench.Results.Add(new Result(name, times[0], "ms") { Against = "50 rows from a bare server, no counts", Other = times[2] });
        }
    }

    /// <summary>Both pages must count the same and show the same first record, or the comparison is worth nothing.</summary>
    private static async Task SameAsync(GenomlysProcess app, GenomlysProcess hand, string query)
    {
        var (ours, theirs) = (WebUtility.HtmlDecode(await app.Client.GetStringAsync($"/incidents?{query}")), WebUtility.HtmlDecode(await hand.Client.GetStringAsync($"/incidents?{query}")));
        var first = theirs.Split("href=\"/incidents/", 3)[1][..36];
        var count = theirs.Split("<strong>")[1].Split(" rader")[0];
        if (!ours.Contains($"/incidents/{first}", StringComparison.Ordinal) || !ours.Contains($"<strong>{count}", StringComparison.Ordinal))
            throw new InvalidOperationException($"The page by hand counts {count} and has {first} first; the list says otherwise.");
    }
}
