using System.Security.Cryptography;
using System.Text.Json;
using Genomlys.Shared;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Genomlys.Shared.Reports;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Review.Reading;

/// <summary>Keeps a report that is read in, with what was found in it. A file that the unit has read in already opens what is there.</summary>
public sealed class Readings(GenomlysDb db, ReadingRegister register, RegisterBook registers, IConfiguration settings)
{
    private const int LongestName = 260;

    public async Task<(Id<ReadReport>? Id, Outcome Outcome)> KeepAsync(string name, Func<Stream> open, CancellationToken stop)
    {
        await using var bytes = open();
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes, stop));
        var home = (await register.FootingAsync(db, stop)).Home;
        var kept = await db.ReadReports.IgnoreQueryFilters([Register.Live]).Where(r => r.Hash == hash && r.UnitId == home).Select(r => (Id<ReadReport>?)r.Id).SingleOrDefaultAsync(stop);
        if (kept is not null)
            return (kept, Outcome.Done);
        await using var content = open();
        var (source, outcome) = await new SourceReader(settings).ReadAsync(name, content, stop);
        if (source is null)
            return (null, outcome);
        var reading = ReportReading.Of(source);
        if (reading.Refused is { } refused)
            return (null, Outcome.Refused(refused));
        var report = new ReadReport
        {
            Id = Id<ReadReport>.New(), UnitId = home, Name = Short(name), Hash = hash, Year = reading.Year, Form = source.Form, Size = bytes.Length, ReadAt = db.Now, ReadBy = db.Viewer.Name,
        };
        db.Add(report);
        db.Add(ReadText.Of(report.Id, source, reading.Headings));
        db.AddRange(PiecesOf(report, reading));
        await db.SaveChangesAsync(stop);
        return (report.Id, Outcome.Done);
    }

    private IEnumerable<ReadPiece> PiecesOf(ReadReport report, ReportReading reading)
    {
        var suggested = new HashSet<(string, bool)> { ("", false), ("", true) };
        var ranks = new Dictionary<(ReadKind, int?), int>();
        foreach (var (n, piece) in reading.Pieces.OrderBy(p => p.Place.FirstLine).ThenBy(p => p.Of).Index())
        {
            var (kind, of) = (PieceFields.KindOf(piece), piece is Piece.PlanItem item ? item.Year : null);
            var chapter = ChapterOf(reading.Headings, piece);
            var figure = piece is Piece.Figure { Value: not null } said && FigureNames.Suggest(piece.Name, registers.Figures) is var like && suggested.Add((like, said.IsShare)) ? like : "";
            yield return new ReadPiece
            {
                Id = Id<ReadPiece>.New(), ReportId = report.Id, Place = n, Kind = kind, FirstLine = piece.Place.FirstLine, LastLine = piece.Place.LastLine, Page = piece.Place.Page,
                ChapterLine = chapter?.Line ?? 0, Chapter = $"{chapter?.Number} {chapter?.Title}".Trim(), Confidence = piece.Confidence, Why = piece.Why, Mark = PieceFields.MarkOf(piece),
                FoundJson = JsonSerializer.Serialize(PieceFields.Of(piece, report.Year, ranks[(kind, of)] = ranks.GetValueOrDefault((kind, of)) + 1, figure)),
            };
        }
    }

    /// <summary>The heading it is found below; for what is a heading itself, the one above that.</summary>
    private static ReadHeading? ChapterOf(IReadOnlyList<ReadHeading> headings, Piece piece)
    {
        var above = headings.LastOrDefault(h => h.Line <= piece.Place.FirstLine);
        return above?.Line == piece.Place.FirstLine ? headings.LastOrDefault(h => h.Line < above.Line && h.Level < above.Level) ?? above : above;
    }

    private static string Short(string name) => Path.GetFileName(name) is var last && last.Length > LongestName ? last[^LongestName..] : last;
}
