using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Genomlys.Shared.Data;
using Genomlys.Shared.Figures;
using Genomlys.Shared.Registers;
using Genomlys.Shared.Reports;

namespace Genomlys.Commands;

/// <summary>Every figure of a year, for people or for machines.</summary>
internal static class FiguresVerb
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static Command Make()
    {
        var year = new Option<int?>("--year") { Description = Cli.Texts["Year"] };
        var json = new Option<bool>("--json") { Description = Cli.Texts["Json"] };
        var verb = new Command("figures", Cli.Texts["Figures"]) { year, json };
        verb.SetAction(async (said, stop) =>
        {
            await using var app = await Web.ServicesAsync(stop);
            await using var scope = app.Work();
            var db = scope.ServiceProvider.GetRequiredService<GenomlysDb>();
            var period = await scope.ServiceProvider.GetRequiredService<IReportOutline>().PeriodAsync(said.GetValue(year) ?? db.Today.Year, stop);
            var results = new List<FigureResult>();
            foreach (var figure in scope.ServiceProvider.GetRequiredService<RegisterBook>().Figures)
                results.Add(await figure.EvaluateAsync(db, period, stop));
            if (said.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(results.Select(FigureJson), Readable));
            else
                foreach (var result in results)
                    Print(result);
            return Cli.Done;
        });
        return verb;
    }

    private static object FigureJson(FigureResult figure) => new
    {
        figure.Key,
        figure.Title,
        figure.Value,
        figure.Unit,
        figure.Population,
        figure.AsOf,
        figure.Source,
        Parts = figure.Parts.Select(p => new { p.Label, p.Value, p.Share, p.Href, p.Key }),
        figure.Href,
        figure.Exclusions,
        figure.Rule,
        figure.Footnote,
    };

    private static void Print(FigureResult figure)
    {
        var value = figure.Value is { } number ? $"{number:N0}" : Cli.Texts["NoData"];
        Console.WriteLine($"{figure.Title}: {value}{(figure.Population is { } of ? $" / {of:N0} ({figure.Share:0} %)" : "")}  [{figure.Key}]");
        foreach (var part in figure.Parts)
            Console.WriteLine($"    {part.Label}: {part.Value:N0}{(part.Share is { } share ? $" ({share:0} %)" : "")}");
    }
}
