using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Genomlys.Review;
using Genomlys.Review.Reading;
using Genomlys.Shared;

namespace Genomlys.Commands;

/// <summary>What a report of an earlier year says, as proposals for the registers; nothing is stored.</summary>
internal static class ReadReportVerb
{
    private static readonly Words Texts = Words.Of<ReportReading>();

    public static Command Make()
    {
        var file = new Argument<string>("file") { Description = Cli.Texts["ReadReport.File"] };
        var json = new Option<bool>("--json") { Description = Cli.Texts["Json"] };
        var verb = new Command("read-report", Cli.Texts["ReadReport"]) { file, json };
        verb.SetAction((said, stop) => RunAsync(new SourceReader(new ConfigurationBuilder().AddEnvironmentVariables().Build()), said.GetValue(file)!, said.GetValue(json), stop));
        return verb;
    }

    public static async Task<int> RunAsync(SourceReader reader, string path, bool asJson, CancellationToken stop)
    {
        if (!File.Exists(path))
            return await Cli.RefuseAsync(Cli.Texts.Format("NoFile", path));
        await using var content = File.OpenRead(path);
        var (source, outcome) = await reader.ReadAsync(Path.GetFileName(path), content, stop);
        if (source is null)
            return await Cli.RefuseAsync(Texts[outcome.Problem!]);
        var reading = ReportReading.Of(source);
        if (reading.Refused is { } refused)
            return await Cli.RefuseAsync(Texts[refused]);
        if (asJson)
            Console.WriteLine(JsonSerializer.Serialize(reading, ReviewJson.Options));
        else
            Print(reading);
        return Cli.Done;
    }

    private static void Print(ReportReading reading)
    {
        Console.WriteLine(Cli.Texts.Format("ReadReport.About", reading.Organisation, reading.Year, reading.Pieces.Count));
        foreach (var piece in reading.Pieces)
            Console.WriteLine($"{Texts[$"Kind.{piece.Of}"],-20} {piece.Place.FirstLine,5}–{piece.Place.LastLine,-5} {piece.Place.Number,-9} {Texts[$"Confidence.{piece.Confidence}"],-6} {Texts[$"Why.{piece.Why}"],-28} {Said(piece)}");
    }

    private static string Said(Piece piece) => string.Join(", ", ((string[])[.. piece switch
    {
        Piece.Improvement p => [$"{p.Rank}. {p.Name}", Marked(p.Mark), p.Year is { } year ? $"{year}" : ""],
        Piece.Risk p => [p.Name, Marked(p.Mark)],
        Piece.Recommendation p => [p.Number is "" ? p.Name : $"({p.Number}) {p.Name}", p.Diary],
        Piece.PlanItem p => [$"{p.Year}:{p.Rank} {p.Name}"],
        Piece.Figure p => [$"{p.Said} {p.Unit}", p.Name, p.Population, p.AsOf],
        Piece.Incident p => [p.Name, .. p.Events.Select(e => e.On.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))],
        Piece.Law p => [p.Name, p.Number, p.InForce?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? ""],
        _ => (string[])[piece.Name],
    }]).Where(part => part is not ""));

    private static string Marked(Printed mark) => mark is Printed.Nothing ? "" : Texts[$"Mark.{mark}"];
}
