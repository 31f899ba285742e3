using System.Globalization;
using System.Text;
using System.Text.Json;
using Genomlys.Review.Reading;
using Genomlys.Tests.Architecture;
using Microsoft.Extensions.Configuration;

namespace Genomlys.Tests.Review.Reading;

/// <summary>Reports with their facts, each read as text, as Word and as PDF: at least 90 % of what they say is found, at most 5 % of what is proposed is wrong. `checks/read-report` prints what is measured here.</summary>
public sealed class ReadReportTests
{
    private const double Found = 0.9, Wrong = 0.05;

    private static readonly string Shipped = Path.Combine(Repository.Root, "tests/Genomlys.Tests/Review/Reading/Reports");
    private static string Folder => Environment.GetEnvironmentVariable("GENOMLYS_READ_REPORTS") is { Length: > 0 } asked ? asked : Shipped;

    /// <summary>Forms that are measured. Those where every line stands as a paragraph of its own are the hardest a converter makes.</summary>
    private static readonly string[] Forms = ["text", "docx", "docx-lines", "pdf", "pdf-lines"];

    public static TheoryData<string, string> Reports()
    {
        var reports = new TheoryData<string, string>();
        foreach (var facts in Directory.GetFiles(Folder, "*.facts.json").Order(StringComparer.Ordinal))
            foreach (var form in Forms)
                reports.Add(Path.GetFileName(facts), form);
        return reports;
    }

    [Theory, MemberData(nameof(Reports))]
    public async Task A_report_is_read_as_its_facts_say(string name, string form)
    {
        var facts = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, name), TestContext.Current.CancellationToken)).RootElement;
        var text = await File.ReadAllTextAsync(Path.Combine(Folder, facts.GetProperty("seed").GetString()!), TestContext.Current.CancellationToken);
        if (form.StartsWith("pdf", StringComparison.Ordinal) && (!LaidOut.CanMakePdf || !HasPdfToText()))
            Assert.Skip("needs Node's packages and pdftotext");
        var file = await FileAsync(form, text, facts);
        var (source, outcome) = await new SourceReader(new ConfigurationBuilder().Build()).ReadAsync($"report.{form}", new MemoryStream(file), TestContext.Current.CancellationToken);
        Assert.True(outcome.IsDone, outcome.Problem);
        var reading = ReportReading.Of(source!);
        var score = ReadingMeasure.Of(reading, facts);
        Say(name, form, facts, score);
        Assert.True(reading.IsReport, reading.Refused);
        Assert.True(score.FoundShare >= Found && score.WrongShare <= Wrong, $"{score.All}\n- {string.Join("\n- ", score.Missed)}\n+ {string.Join("\n+ ", score.Wrong)}");
    }

    private static async Task<byte[]> FileAsync(string form, string text, JsonElement facts)
    {
        var heads = LaidOut.Heads(facts, ReportReading.Of(SourceText.Of(text)).Headings);
        return form switch
        {
            "docx" => await LaidOut.WordAsync(text, heads, LaidOut.Charts(facts)),
            "docx-lines" => LaidOut.WordOfLines(text),
            "pdf" => await LaidOut.PdfAsync(text, heads, LaidOut.Charts(facts)),
            "pdf-lines" => await LaidOut.PdfOfLines(text),
            _ => Encoding.UTF8.GetBytes(text),
        };
    }

    private static bool HasPdfToText() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, "pdftotext")));

    /// <summary>A line of JSON for the check.</summary>
    private static void Say(string name, string form, JsonElement facts, Score score)
    {
        if (Environment.GetEnvironmentVariable("GENOMLYS_READ_REPORT_LINES") is not { Length: > 0 } path)
            return;
        var line = JsonSerializer.Serialize(new
        {
            report = name.Split('.')[0],
            form,
            heldOut = facts.TryGetProperty("held_out", out var held) && held.GetBoolean(),
            found = score.All.Found,
            total = score.All.Total,
            wrong = score.All.Wrong,
            proposed = score.All.Proposed,
            foundShare = Math.Round(score.FoundShare, 3),
            wrongShare = Math.Round(score.WrongShare, 3),
            kinds = score.Kinds.ToDictionary(k => k.Key.ToString(), k => string.Create(CultureInfo.InvariantCulture, $"{k.Value.Found}/{k.Value.Total} wrong {k.Value.Wrong}/{k.Value.Proposed}")),
            pass = score.FoundShare >= Found && score.WrongShare <= Wrong,
        });
        lock (Forms)
            File.AppendAllText(path, line + "\n");
    }
}
