using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Genomlys.Horizon;
using Genomlys.Review;
using Genomlys.Review.Checks;
using Genomlys.Review.Templates;
using Genomlys.Shared;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Commands;

/// <summary>A year's review, or a printed report as text, held against the checks; refused when there are errors that nobody has overridden.</summary>
internal static class CheckReviewVerb
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static Command Make()
    {
        var what = new Argument<string>("what") { Description = Cli.Texts["CheckWhat"] };
        var json = new Option<bool>("--json") { Description = Cli.Texts["Json"] };
        var on = new Option<DateOnly?>("--on") { Description = Cli.Texts["CheckOn"] };
        var verb = new Command("check-review", Cli.Texts["CheckReview"]) { what, json, on };
        verb.SetAction(async (said, stop) =>
        {
            var result = ReviewAddress.Read(said.GetValue(what)) is { } address
                ? await OfAsync(address, stop)
                : Of(await File.ReadAllTextAsync(said.GetValue(what)!, stop), said.GetValue(on) ?? Period.DayOf(TimeProvider.System.GetUtcNow()));
            if (result is null)
            {
                await Console.Error.WriteLineAsync(Cli.Texts.Format("NoReview", said.GetValue(what)));
                return Cli.Refused;
            }
            if (said.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(result.Problems.Select(p => Line(p, result)), Form));
            else
                foreach (var problem in result.Problems)
                    Print(problem, result);
            return result.IsBlocked ? Cli.Refused : Cli.Done;
        });
        return verb;
    }

    private static async Task<CheckResult?> OfAsync(ReviewAddress address, CancellationToken stop)
    {
        await using var app = await Web.ServicesAsync(stop);
        await using var scope = app.Work();
        return await scope.ServiceProvider.GetRequiredService<GenomlysDb>().ReviewAt(address).AsNoTracking().FirstOrDefaultAsync(stop) is { } review
            ? await scope.ServiceProvider.GetRequiredService<CheckRun>().OfAsync(review, stop)
            : null;
    }

    private static CheckResult Of(string text, DateOnly today)
    {
        var printed = PrintedReport.Read(text);
        return new CheckResult(ReviewChecks.Of(printed.Checked(today, LawEvidence.Shipped(), Template.ShippedFor(printed.Year))), new Dictionary<string, ReviewOverride>());
    }

    private static object Line(Problem problem, CheckResult result) => new
    {
        Check = problem.CheckKey,
        Severity = $"{problem.Severity}",
        Place = problem.PlaceKey,
        Title = problem.PlaceTitle,
        problem.Line,
        problem.What,
        problem.Remedy,
        problem.Excerpt,
        problem.Fingerprint,
        Overridden = result.Overrides.GetValueOrDefault(problem.Fingerprint)?.Reason,
    };

    private static void Print(Problem problem, CheckResult result)
    {
        var texts = Words.Of<ReviewCheck>();
        var severity = result.Overrides.ContainsKey(problem.Fingerprint) ? texts["Overridden"] : texts[$"Severity.{problem.Severity}"];
        Console.WriteLine($"{severity}  {problem.PlaceTitle}{(problem.Line is { } line ? $" ({texts.Format("LineNo", line)})" : "")}  [{problem.CheckKey}]");
        Console.WriteLine($"    {problem.What}");
        Console.WriteLine($"    {problem.Remedy}");
    }
}
