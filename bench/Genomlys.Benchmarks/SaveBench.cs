using System.Net;
using System.Text.Json;

namespace Genomlys.Benchmarks;

/// <summary>One incident saved through the API among 100,000, with rights, checks, deadlines, audit entry and key, durable; beside one row and its line in a log, as durable. Then sixteen at once, all of one event.</summary>
internal static class SaveBench
{
    private const int Rows = 100_000, Rounds = 101, WarmUp = 40, AtOnce = 16, Each = 25;
    private const double MostOfFloor = 12;
    private static readonly DateTime OneMorning = new(2025, 11, 3, 8, 0, 0);

    public static async Task RunAsync(Bench bench)
    {
        if (!bench.Options.Wants("save"))
            return;
        var database = bench.Work.File("save.db");
        File.Copy(await bench.YearAsync(), database);
        Bench.Say($"saves among {Rows} incidents");
        await ManyIncidents.AddAsync(database, Rows);
        await using var app = await GenomlysProcess.ServeAsync(bench.Options.App, database);
        await using var floor = await GenomlysProcess.ServeOtherAsync("floor", bench.Work.File("floor-save.db"));
        var unit = (await app.Client.GetFromJsonAsync<JsonElement>("/api/units")).GetProperty("items")[0].GetProperty("code").GetString();
        var number = 0;
        var times = await Measure.MillisecondsAsync(bench.Options.Rounds(Rounds), WarmUp, () => SaveAsync($"save-{number++}", AnotherDay()), async () => (await floor.Client.PostAsync("/create", null)).EnsureSuccessStatusCode());
        bench.Results.Add(new Result("save: one record with its audit entry", times[0], "ms") { Against = "one row and a line of a log, as durable", Other = times[1], Target = MostOfFloor, IsRatioTarget = true });

        var made = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async who =>
        {
            var ids = new List<string>();
            for (var n = 0; n < Each; n++)
                ids.Add(await SaveAsync($"at-once-{who}-{n}", OneMorning));
            return ids;
        }));
        bench.Results.Add(new Result($"save: {AtOnce} at once, failed or not unique of {AtOnce * Each}", (AtOnce * Each) - made.SelectMany(ids => ids).Where(i => i is not "").Distinct().Count(), "") { Target = 0 });

        // spread over days where the time is taken: those of one day are each held against all the others, as reports of one event
        DateTime AnotherDay() => new DateTime(2024, 1, 1, 10, 0, 0).AddDays(number % 600);

        async Task<string> SaveAsync(string reference, DateTime at)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/incidents") { Content = JsonContent.Create(new { reference, channel = "OwnForm", summary = "Utskick till fel mottagare", unit, occurredAt = $"{at:yyyy-MM-dd HH:mm}", reportedAt = $"{at:yyyy-MM-dd} 23:00" }) };
            request.Headers.Add("Idempotency-Key", reference);
            using var answer = await app.Client.SendAsync(request);
            if (answer.StatusCode is HttpStatusCode.Created)
                return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
            if (number < WarmUp)
                throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
            Bench.Say($"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
            return "";
        }
    }
}
