using Genomlys.Documents;
using Genomlys.Review.Decision;
using Genomlys.Review.Freezing;
using Genomlys.Review.Templates;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Figures;
using Genomlys.Shared.Registers;
using Genomlys.Shared.Reports;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Review;

/// <summary>Puts a review together: the template's order, the authors' texts, the modules' sections. The only place where a section meets a chapter number.</summary>
public sealed class DraftComposer(GenomlysDb db, IEnumerable<ISection> sections, RegisterBook registers)
{
    private static readonly Words Texts = Words.Of<ReviewRegister>();

    /// <summary>A draft as the registers are now; what is frozen as it was then.</summary>
    public Task<Draft> ComposeAsync(ManagementReview review, CancellationToken stop) => ComposeAsync(review, null, stop);

    /// <summary>As it will have been decided, before anything of it is saved.</summary>
    public Task<Draft> ComposeDecidedAsync(ManagementReview review, DecidedEdition edition, IReadOnlyList<ProposalRuling> rulings, CancellationToken stop) =>
        ComposeAsync(review, DecisionSection.Of(review.Kind, edition, rulings), stop);

    /// <summary>One place by itself; with another text than the saved one in its blocks, where one is given.</summary>
    public async Task<DraftPlace?> ComposePlaceAsync(ManagementReview review, string key, CancellationToken stop, string? instead = null)
    {
        var source = await SourceAsync(review, null, stop);
        return source.Template.Find(key) is { } place
            ? await PlaceAsync(place, await db.AuthorTexts.AsNoTracking().SingleOrDefaultAsync(t => t.ReviewId == review.Id && t.Place == key, stop), source, stop, instead)
            : null;
    }

    private async Task<Draft> ComposeAsync(ManagementReview review, IReadOnlyList<Block>? decision, CancellationToken stop)
    {
        var source = await SourceAsync(review, decision, stop);
        var texts = await db.AuthorTexts.AsNoTracking().Where(t => t.ReviewId == review.Id).ToDictionaryAsync(t => t.Place, stop);
        var places = new List<DraftPlace>(source.Template.Places.Count);
        foreach (var place in source.Template.Places)
            places.Add(await PlaceAsync(place, texts.GetValueOrDefault(place.Key), source, stop));
        return new Draft(review, source.Template, await DocumentAsync(review, source.Template, places, stop), places,
            source.Frozen is { } frozen ? [.. frozen.Printed.Select(key => frozen.Figures[key]).Concat(source.Context.Used).DistinctBy(f => f.Key)] : source.Context.Used)
        { Freeze = source.Freeze };
    }

    /// <summary>What a review is put together from: the registers, or what was frozen of them.</summary>
    private async Task<Source> SourceAsync(ManagementReview review, IReadOnlyList<Block>? decided, CancellationToken stop)
    {
        var decision = decided ?? await DecisionSection.OfAsync(db, review, stop);
        if (await db.FreezeOfAsync(review, stop) is not { } freeze)
            return new Source(await db.TemplateOfAsync(review, stop), new SectionContext(db, review.Period), null, null, decision);
        var frozen = freeze.Read();
        return new Source(frozen.Template, new SectionContext(db, review.Period, known: frozen.Figures), freeze, frozen, decision);
    }

    private sealed record Source(Template Template, SectionContext Context, Freeze? Freeze, FrozenContent? Frozen, IReadOnlyList<Block> Decision)
    {
        public async Task<IReadOnlyList<Block>> WriteAsync(ISection section, CancellationToken stop) =>
            section.Key is DecisionSection.Name ? Decision
            : Frozen is not null && Frozen.Blocks.TryGetValue(section.Key, out var then) ? then
            : await section.WriteAsync(Context, stop);
    }

    private async Task<DraftPlace> PlaceAsync(Place place, AuthorText? text, Source source, CancellationToken stop, string? instead = null)
    {
        var markdown = text?.Markdown is { Length: > 0 } written ? written : place.Text;
        var blocks = new List<Block>(Stepped(await TextAsync(instead ?? markdown, source, stop), place.Level));
        var fed = new List<Block>();
        foreach (var section in SectionsOf(place))
            fed.AddRange(await source.WriteAsync(section, stop));
        blocks.AddRange(Stepped(Numbered(place, fed), place.Level));
        if (blocks is [])
            blocks.Add(new Block.Note(Texts["NothingYet"]));
        return new DraftPlace(place, markdown, text is null || text.Markdown is "", text?.Version ?? 0, StateOf(place, text?.Markdown is { Length: > 0 }, text?.IsReady is true), blocks);
    }

    /// <summary>Sections never say nothing: a place is empty only when no module feeds it and neither author nor template has a text for it.</summary>
    internal PlaceState StateOf(Place place, bool isWritten, bool isReady) =>
        isReady ? PlaceState.Ready : isWritten || place.Text is not "" || SectionsOf(place).Any() ? PlaceState.Draft : PlaceState.Empty;

    /// <summary>A template may name sections of modules that are yet to come.</summary>
    private IEnumerable<ISection> SectionsOf(Place place) => place.Sections.Select(key => sections.FirstOrDefault(s => s.Key == key)).OfType<ISection>();

    /// <summary>An author's text, with the figures it names counted as of the review's day. What was not frozen with it, or whoever asks may not read, has no number.</summary>
    private async Task<IReadOnlyList<Block>> TextAsync(string markdown, Source source, CancellationToken stop)
    {
        var context = source.Context;
        var figures = new Dictionary<string, FigureResult>();
        var named = MarkdownBlocks.FigureKeys(markdown) is [_, ..] keys ? registers.Figures.IntersectBy(keys, f => f.Key).Where(f => source.Frozen?.Figures.ContainsKey(f.Key) ?? db.Viewer.Reads(f.Register.Area)).ToList() : [];
        await context.FiguresAsync(named, stop);
        foreach (var figure in named)
            figures.Add(figure.Key, await context.FigureAsync(figure, stop));
        return MarkdownBlocks.Of(markdown, key => figures.TryGetValue(key, out var figure) ? figure.Number() : new Inline.Text(Texts.Format("UnknownFigure", key)));
    }

    private const int DeepestHeading = 4;

    /// <summary>A section's headings lie below its place: the first level is numbered as the template says, deeper ones are not.</summary>
    private static IEnumerable<Block> Numbered(Place place, IEnumerable<Block> fed)
    {
        var n = 0;
        foreach (var block in fed)
            yield return block is Block.Heading { Level: 1 } heading ? heading with { Number = NumberOf(place, ++n) } : block;
    }

    private static string NumberOf(Place place, int n) => place.Items switch
    {
        ItemNumbers.InParentheses => $"({n})",
        ItemNumbers.AsChapter => place.Number is not "" && place.Level < DeepestHeading ? $"{place.Number}.{n}" : "",
    };

    /// <summary>Each heading one step below the one it lies under, whatever its author or the template says: to a reader by ear a part would be missing (PDF/UA-1, 7.4.2).</summary>
    private static IEnumerable<Block> Stepped(IEnumerable<Block> blocks, int above = 0)
    {
        var way = new Stack<int>();
        foreach (var block in blocks)
        {
            if (block is not Block.Heading heading)
            {
                yield return block;
                continue;
            }
            while (way.TryPeek(out var last) && last >= heading.Level)
                way.Pop();
            way.Push(heading.Level);
            yield return heading with { Level = Math.Min(above + way.Count, DeepestHeading) };
        }
    }

    private async Task<Document> DocumentAsync(ManagementReview review, Template template, IReadOnlyList<DraftPlace> places, CancellationToken stop)
    {
        var blocks = new List<Block> { new Block.Toc(Texts["Toc"]) };
        foreach (var place in places)
        {
            if (place.Place.Level is 1 && place.Place.Number is "")
                blocks.Add(new Block.PageBreak());
            blocks.Add(new Block.Heading(place.Place.Level, place.Place.Number, place.Place.Heading) { Anchor = place.Place.Key });
            blocks.AddRange(place.Blocks);
        }
        var organisation = await db.Units.Where(u => u.Level == UnitLevel.Administration).OrderBy(u => u.Path).Select(u => u.Name).FirstOrDefaultAsync(stop) ?? "";
        return new Document(new Cover($"{template.Title} {review.Year}", template.Subtitle, organisation, review.AsOf)
        {
            Reference = review.Reference ?? "",
            Facts =
            [
                new Fact(Texts["Period"], Texts.Format("PeriodIs", $"{review.Period.First:yyyy-MM-dd}", $"{review.AsOf:yyyy-MM-dd}")),
                .. review.Edition > 1 ? [new Fact(Texts["Edition"], $"{review.Edition}")] : Array.Empty<Fact>(),
            ],
        }, [.. Stepped(blocks)])
        { IsDraft = review.State is not ReviewState.Decided };
    }
}
