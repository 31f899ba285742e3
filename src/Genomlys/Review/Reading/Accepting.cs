using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Imports;
using Genomlys.Shared.Reports;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Review.Reading;

/// <summary>
/// What a person makes of the pieces of a report. An accepted one becomes an import of one row into the register that takes its kind, with the file and the line as its origin;
/// where no register takes it, it is kept here as noted.
/// </summary>
public sealed class Accepting(GenomlysDb db, ImportService imports)
{
    private static readonly Words Texts = Words.Of<ReadingRegister>();

    /// <summary>Where the text of a report can be read.</summary>
    public static string HrefOf(Id<ReadReport> report) => $"/review/readings/{report}";

    /// <summary>
    /// Why the viewer may neither take nor leave pieces of the kind; null when he may. Whoever may bring records into the register that takes the kind rules on it;
    /// what no register takes is noted by those who read reports in.
    /// </summary>
    public string? WhyNot(ReadKind kind) => imports.TakerOf(kind)?.Register switch
    {
        { } taker => db.Viewer.May(Need.Import, taker.Area) ? null : Texts.Format("Piece.NotYours", taker.Title),
        null => db.Viewer.May(Need.Write, Area.Readings) ? null : Texts["Piece.NotYoursToNote"],
    };

    /// <summary>The pieces in the order of the text; those whose import has been undone elsewhere are proposals again.</summary>
    public async Task<List<ReadPiece>> PiecesAsync(Id<ReadReport> report, CancellationToken stop)
    {
        var pieces = await db.ReadPieces.AsNoTracking().Where(p => p.ReportId == report).OrderBy(p => p.Place).ToListAsync(stop);
        var undone = await UndoneAsync([.. pieces.Select(p => p.RunId).OfType<Guid>().Select(run => new Id<ImportRun>(run))], stop);
        foreach (var piece in pieces.Where(p => p.RunId is { } run && undone.Contains(new Id<ImportRun>(run))))
            piece.Return();
        return pieces;
    }

    public async Task<Outcome> EditAsync(Id<ReadPiece> id, IReadOnlyDictionary<string, string> said, CancellationToken stop)
    {
        var piece = await FreshAsync(id, stop);
        var outcome = piece.Edit(said);
        if (outcome.IsDone)
            await db.SaveChangesAsync(stop);
        return outcome;
    }

    /// <summary>Takes the pieces one by one; what is refused says why at the piece. The number of those taken.</summary>
    public async Task<int> AcceptAsync(ReadReport report, IReadOnlyList<Id<ReadPiece>> ids, CancellationToken stop)
    {
        var unit = report.UnitId is { } whose ? await db.Units.Where(u => u.Id == whose).Select(u => u.Code).SingleOrDefaultAsync(stop) : null;
        var taken = 0;
        foreach (var id in ids)
            if (await AcceptAsync(report, id, unit, stop))
                taken++;
        return taken;
    }

    public async Task SkipAsync(Id<ReadPiece> id, CancellationToken stop)
    {
        var piece = await FreshAsync(id, stop);
        if (piece.State is PieceState.Proposed)
            piece.Skip();
        await db.SaveChangesAsync(stop);
    }

    /// <summary>A proposal again. What an import brought in leaves its register, unless it has been changed there since.</summary>
    public async Task<bool> ReturnAsync(Id<ReadPiece> id, CancellationToken stop)
    {
        var piece = await FreshAsync(id, stop);
        if (piece is { State: PieceState.Accepted, RunId: { } import })
        {
            var run = new Id<ImportRun>(import);
            var problem = await imports.Runs.AnyAsync(r => r.Id == run, stop) ? (await imports.UndoAsync(run, stop)).Problem : Texts["Piece.NotYoursToUndo"];
            db.ChangeTracker.Clear();
            piece = await FreshAsync(id, stop);
            if (problem is not null)
            {
                piece.Refuse(problem);
                await db.SaveChangesAsync(stop);
                return false;
            }
        }
        db.RemoveRange(await db.FigureReadings.Where(r => r.PieceId == id).ToListAsync(stop));
        piece.Return();
        await db.SaveChangesAsync(stop);
        return true;
    }

    private async Task<bool> AcceptAsync(ReadReport report, Id<ReadPiece> id, string? unit, CancellationToken stop)
    {
        var piece = await FreshAsync(id, stop);
        if (piece.State is PieceState.Accepted)
            return false;
        if (imports.TakerOf(piece.Kind) is not { } target)
        {
            if (await NoteAsync(piece, stop) is { } problem)
                piece.Refuse(Texts[problem]);
            else
                piece.Accept(null, null, null);
            await db.SaveChangesAsync(stop);
            return piece.State is PieceState.Accepted;
        }
        var row = new ReadRow(report.Name, report.Hash, report.Size, $"{HrefOf(report.Id)}#l{piece.FirstLine}", piece.FirstLine, piece.Says);
        var outcome = await imports.TakeAsync(piece.Kind, row, unit, new DateOnly(report.Year ?? db.Today.Year, 12, 31), stop);
        piece = await FreshAsync(id, stop);
        if (outcome.Problem is null && outcome.Refused is [] && outcome.Added + outcome.Unchanged > 0)
            piece.Accept(target.Register.Name, outcome.RunId is { } run ? await target.Register.CameAsync(db, run, stop) : null, outcome.RunId?.Value);
        else
            piece.Refuse(outcome.Refused is [var refused, ..] ? refused.Problem : outcome.Problem?.Reason ?? Texts["Piece.NotTaken"]);
        await db.SaveChangesAsync(stop);
        return piece.State is PieceState.Accepted;
    }

    /// <summary>What is only noted here; a number that somebody says is one of our figures is kept beside it, to be compared. The text key of why it cannot be; null when it can.</summary>
    private async Task<string?> NoteAsync(ReadPiece piece, CancellationToken stop)
    {
        var (reading, outcome) = FigureReading.Of(piece);
        if (reading is null)
            return outcome.Problem;
        if (db.Registers.Figures.FirstOrDefault(f => f.Key == reading.Figure) is not { } figure || !db.Viewer.Reads(figure.Register.Area))
            return "Figure.Unknown";
        if ((await db.FigureReadings.AsNoTracking().Where(r => r.ReportId == reading.ReportId && r.Figure == reading.Figure).ToListAsync(stop)).Exists(reading.IsOf))
            return "Figure.Twice";
        db.Add(reading);
        return null;
    }

    /// <summary>As it is kept now: an import forgets what was read before it.</summary>
    private async Task<ReadPiece> FreshAsync(Id<ReadPiece> id, CancellationToken stop)
    {
        var piece = await db.ReadPieces.SingleAsync(p => p.Id == id, stop);
        if (piece.RunId is { } run && (await UndoneAsync([new Id<ImportRun>(run)], stop)).Count > 0)
            piece.Return();
        return piece;
    }

    private async Task<HashSet<Id<ImportRun>>> UndoneAsync(List<Id<ImportRun>> runs, CancellationToken stop) =>
        [.. await db.ImportRuns.Where(r => runs.Contains(r.Id) && r.UndoneAt != null).Select(r => r.Id).ToListAsync(stop)];
}
