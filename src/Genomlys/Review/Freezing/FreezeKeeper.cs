using System.Text.Json;
using Genomlys.Documents;
using Genomlys.Review.Decision;
using Genomlys.Review.Templates;
using Genomlys.Shared;
using Genomlys.Shared.Data;
using Genomlys.Shared.Figures;
using Genomlys.Shared.Registers;
using Genomlys.Shared.Reports;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Review.Freezing;

/// <summary>Makes the figures of a review stand still: each keeps its value, the identities of the records behind it and the moment.</summary>
public sealed class FreezeKeeper(GenomlysDb db, IEnumerable<ISection> sections, IEnumerable<IDecidable> proposals, RegisterBook registers)
{
    /// <summary>Everything there is a figure of, not only what is printed: a text that is written later may name any of them. The caller saves.</summary>
    public async Task<Outcome> FreezeAsync(ManagementReview review, CancellationToken stop)
    {
        if (review.AsOf > db.Today)
            return Outcome.Refused("AsOfInFuture");
        if (review.Freeze() is { IsDone: false } refused)
            return refused;
        var template = await db.TemplateOfAsync(review, stop);
        var id = Id<Freeze>.New();
        List<FigureResult> counted = [];
        var context = new SectionContext(db, review.Period, figure =>
        {
            counted.Add(figure);
            return Told(review.Address, figure);
        });
        var blocks = new Dictionary<string, IReadOnlyList<Block>>();
        foreach (var section in sections.Where(s => s.Key != DecisionSection.Name && template.Places.Any(p => p.Sections.Contains(s.Key))))
            blocks.Add(section.Key, await section.WriteAsync(context, stop));
        var printed = context.Used.Select(f => f.Key).ToList();
        foreach (var figure in registers.Figures.Where(f => db.Viewer.Reads(f.Register.Area)))   // what he may not read he does not count
            await context.FigureAsync(figure, stop);
        db.Add(new Freeze
        {
            Id = id, ReviewId = review.Id, Edition = review.Edition, AsOf = review.AsOf, At = db.Now, ById = db.Viewer.Account,
            Content = JsonSerializer.Serialize(new FrozenContent(template, blocks, context.Used.ToDictionary(f => f.Key), printed), ReviewJson.Compact),
        });
        foreach (var figure in counted.Where(f => f.Value is not null))
            foreach (var (part, href) in figure.Parts.Select(p => (p.Key, p.Href)).Prepend(("", figure.Href)))
                db.Add(new FrozenRecords
                {
                    Id = Id<FrozenRecords>.New(), ReviewId = review.Id, FreezeId = id, Figure = figure.Key, Part = part,
                    Ids = FrozenRecords.Pack(await registers.Figures.First(f => f.Key == figure.Key).Register.IdsAsync(db, Selection.ParseHref(href), stop)),
                });
        await PutAsync(review, stop);
        return Outcome.Done;
    }

    /// <summary>The proposals that are put before whoever decides: those the report prints. What was said of them before, or in the edition that is corrected, is kept.</summary>
    private async Task PutAsync(ManagementReview review, CancellationToken stop)
    {
        if (review.Kind.IsHandedIn)
            return;
        var said = await db.Rulings.Where(r => r.ReviewId == review.Id && r.Edition >= review.Edition - 1).ToListAsync(stop);
        List<ProposalRuling> put = [];
        foreach (var module in proposals)
            foreach (var point in await module.PointsAsync(db, review.Year, stop))
            {
                var before = said.Where(r => r.Source == module.Key && r.ProposalId == point.Id).MaxBy(r => r.Edition);
                if (before?.Edition != review.Edition)
                    db.Add(before = ProposalRuling.Of(review, module.Key, point, before));
                (before.Order, before.Called) = (put.Count, point.Called);
                put.Add(before);
            }
        db.RemoveRange(said.Where(r => r.Edition == review.Edition).Except(put));
    }

    /// <summary>A frozen number opens its own page, which shows what was counted then beside what the register says today.</summary>
    internal static FigureResult Told(ReviewAddress review, FigureResult figure) => figure with
    {
        Href = Address(review, figure.Key, ""),
        PopulationHref = figure.PopulationHref is null ? null : Address(review, figure.Key, ""),
        Parts = [.. figure.Parts.Select(p => p with { Href = Address(review, figure.Key, p.Key) })],
        Exclusions = [.. figure.Exclusions.Select(e => e with { Href = Address(review, figure.Key, "") })],
    };

    private static string Address(ReviewAddress review, string figure, string part) => $"{review.Href}/figures/{figure}{(part is "" ? "" : $"?part={Uri.EscapeDataString(part)}")}";
}
