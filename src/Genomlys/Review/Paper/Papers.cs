using Genomlys.Documents;
using Genomlys.Documents.Typst;
using Genomlys.Documents.Word;
using Genomlys.Shared;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Review.Paper;

/// <summary>Keeps the authority's paper: what is sent is judged before it is kept, what is replaced can be put back.</summary>
public sealed class Papers(GenomlysDb db, IConfiguration settings, TypstWorker typst)
{
    private static readonly Words Texts = Words.Of<PaperRegister>();

    public Task<PaperPart?> InUseAsync(PaperKind kind, CancellationToken stop) => db.PaperParts.AsNoTracking().Where(p => p.Kind == kind).OrderByDescending(p => p.At).ThenByDescending(p => p.Id).FirstOrDefaultAsync(stop);

    public async Task<byte[]> BytesAsync(PaperPart part, CancellationToken stop) => (await db.PaperBytes.AsNoTracking().SingleAsync(b => b.PartId == part.Id, stop)).Content;

    /// <summary>What documents are written on now.</summary>
    public async Task<Stationery> NowAsync(CancellationToken stop) => new(
        await InUseAsync(PaperKind.Styles, stop) is { } styles ? WordTemplate.Read(new MemoryStream(await BytesAsync(styles, stop), writable: false)) : null,
        await InUseAsync(PaperKind.Logo, stop) is { } logo && PngPicture.Read(await BytesAsync(logo, stop)).Picture is { } picture ? LogoOf(picture, logo.Alt) : null);

    /// <summary>The paper as it would be with a file in its place, and what of the file would be kept; or why not, in the reader's language. Nothing is kept yet.</summary>
    public async Task<(Stationery? Paper, byte[] Content, string Problem)> WithAsync(PaperKind kind, string name, byte[] file, string alt, CancellationToken stop)
    {
        var now = await NowAsync(stop);
        if (kind is PaperKind.Styles)
            return WordPackage.Read(settings, name, file) is var (template, outcome, lacks) && template is not null
                ? (now with { Styles = template }, file, "")
                : (null, [], outcome.Problem is "Dotx.Lacks" ? Texts.Format("Dotx.Lacks", string.Join(", ", lacks)) : Texts.Format(outcome.Problem!, WordPackage.Megabytes(settings)));
        if (alt is "" || alt.Length > PaperPart.LongestAlt)
            return (null, [], Texts.Format("Logo.Alt", PaperPart.LongestAlt));
        var (picture, refused) = PngPicture.Read(file);
        if (picture is null)
            return (null, [], Texts.Format(refused.Problem!, PngPicture.MostBytes >> 10, PngPicture.LeastPixels, PngPicture.MostPixels));
        var paper = now with { Logo = LogoOf(picture, alt) };
        return await IsPrintableAsync(paper, stop) ? (paper, picture.Bytes, "") : (null, [], Texts["Logo.Damaged"]);
    }

    /// <summary>In use from now on; what was used before can be put back.</summary>
    public async Task UseAsync(PaperKind kind, string name, byte[] content, string alt, CancellationToken stop)
    {
        await ArchiveAsync(kind, stop);
        var part = PaperPart.Of(kind, Path.GetFileName(name), content, alt, db.Viewer.Name, db.Now);
        db.Add(part);
        db.Add(new PaperBytes { Id = Id<PaperBytes>.New(), PartId = part.Id, Content = content });
        await db.SaveChangesAsync(stop);
    }

    /// <summary>The program's own look again.</summary>
    public async Task<Outcome> RemoveAsync(PaperKind kind, CancellationToken stop)
    {
        if (!await ArchiveAsync(kind, stop))
            return Outcome.Refused("NothingInUse");
        await db.SaveChangesAsync(stop);
        return Outcome.Done;
    }

    /// <summary>What was used before the last change, though that was to undo one.</summary>
    public async Task<Outcome> UndoAsync(PaperKind kind, CancellationToken stop)
    {
        if (await Before(kind).FirstOrDefaultAsync(stop) is not { } before)
            return Outcome.Refused("NothingToUndo");
        await ArchiveAsync(kind, stop);
        db.Entry(before).Property<DateTimeOffset?>(Register.ArchivedAt).CurrentValue = null;
        await db.SaveChangesAsync(stop);
        return Outcome.Done;
    }

    public Task<bool> CanUndoAsync(PaperKind kind, CancellationToken stop) => Before(kind).AnyAsync(stop);

    private IQueryable<PaperPart> Before(PaperKind kind) => db.PaperParts.IgnoreQueryFilters([Register.Live])
        .Where(p => p.Kind == kind && EF.Property<DateTimeOffset?>(p, Register.ArchivedAt) != null).OrderByDescending(p => EF.Property<DateTimeOffset?>(p, Register.ArchivedAt)).ThenByDescending(p => p.At);

    private async Task<bool> ArchiveAsync(PaperKind kind, CancellationToken stop)
    {
        var used = await db.PaperParts.Where(p => p.Kind == kind).ToListAsync(stop);
        foreach (var part in used)
            db.Entry(part).Property<DateTimeOffset?>(Register.ArchivedAt).CurrentValue = db.Now;
        return used is [_, ..];
    }

    /// <summary>What sets the PDF has a reader of pictures of its own; it is asked before every report depends on the answer.</summary>
    private async Task<bool> IsPrintableAsync(Stationery paper, CancellationToken stop)
    {
        if (typst.Missing() is not null)
            return true;
        try
        {
            await new PdfWriter(typst).WriteAsync(paper.On(PaperSample.Document("", db.Today)), Stream.Null, stop);
            return true;
        }
        catch (TypstException)
        {
            return false;
        }
    }

    private static Logo LogoOf(PngPicture picture, string alt) => new(picture.Bytes, picture.Width, picture.Height, alt);
}
