using System.Text.Json;
using Genomlys.Documents.Typst;
using Genomlys.Review.Freezing;
using Genomlys.Review.Paper;
using Genomlys.Shared;
using Genomlys.Shared.Data;
using Genomlys.Shared.Figures;
using Genomlys.Shared.Registers;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Review;

/// <summary>The forms a review leaves the program in, on the authority's paper.</summary>
public sealed class ReviewExport(GenomlysDb db, RegisterBook registers, TypstWorker typst, Papers papers)
{
    private static readonly Words Texts = Words.Of<ReviewRegister>();
    public static readonly IReadOnlyList<string> Formats = ["docx", "pdf", "html", "json", "txt"];

    /// <summary>Why PDF cannot be made here, in the reader's language; null when it can.</summary>
    public string? PdfProblem => typst.Missing() is { } missing ? Why(missing) : null;

    public static string Why(PdfUnavailableException missing) => Texts[missing.Reason];

    public static string MediaType(string format) => format is "json" ? "application/json" : Stationery.None.Writers(null!)[format].MediaType;

    public async Task WriteAsync(Draft draft, string format, Stream target, CancellationToken stop)
    {
        if (format is not "json")
        {
            var paper = await papers.NowAsync(stop);
            await paper.Writers(typst)[format].WriteAsync(paper.On(draft.Document), target, stop);
            return;
        }
        var figures = new List<FigureJson>();
        foreach (var figure in draft.Figures)
            figures.Add(new FigureJson(figure, await RecordsAsync(draft.Freeze, figure, stop)));
        await JsonSerializer.SerializeAsync(target, new ReviewJson(draft.Review.Year, draft.Review.AsOf, draft.Template.Key, draft.Review.Reference, draft.Document.IsDraft, draft.Document, figures)
        {
            Kind = draft.Review.Kind, FrozenAt = draft.Freeze?.At, Edition = draft.Review.Edition,
        }, ReviewJson.Options, stop);
    }

    public static string FileName(ReviewAddress review) => $"{Texts.Of(review.Kind, "FileName")}-{review.Year}";

    private async Task<IReadOnlyList<Guid>> RecordsAsync(Freeze? freeze, FigureResult figure, CancellationToken stop) => freeze is not null
        ? (await db.FrozenRecords.AsNoTracking().SingleOrDefaultAsync(r => r.FreezeId == freeze.Id && r.Figure == figure.Key && r.Part == "", stop))?.Unpack() ?? []
        : registers.Figures.First(f => f.Key == figure.Key).Register is var register && figure.Value is not null
            ? await register.IdsAsync(db, Selection.ParseHref(figure.Href), stop)
            : [];
}
