using Genomlys.Assets;
using Genomlys.Documents;
using Genomlys.Shared.Reports;

namespace Genomlys.Classification;

/// <summary>How many of the systems are classified, how, and how fresh the classifications are.</summary>
public sealed class CoverageSection(SystemRegister systems, ClassificationRegister classifications) : ISection
{
    public string Key => "classification.coverage";
    public string Title => classifications.Words["Section.classification.coverage"];

    public async Task<IReadOnlyList<Block>> WriteAsync(SectionContext context, CancellationToken stop)
    {
        var words = classifications.Words;
        var classified = await context.FigureAsync(systems.Classified, stop);
        if (classified is not { Value: { } count, Population: > 0 })
            return [new Block.Paragraph(words[$"Section.{Key}.None"])];

        var all = await context.FigureAsync(systems.Total, stop);
        var full = await context.FigureAsync(classifications.Full, stop);
        var light = await context.FigureAsync(classifications.Light, stop);
        var byKind = await context.FigureAsync(classifications.ByKind, stop);
        var old = await context.FigureAsync(classifications.Old, stop);
        var later = await context.FigureAsync(classifications.Later, stop);
        var perYear = await context.FigureAsync(classifications.PerYear, stop);
        var blocks = new List<Block>
        {
            words.Paragraph($"Section.{Key}.Some", all.Number(), classified.Number(), classified.Percent(), full.Number(), light.Number()),
        };
        if (count > 0)
        {
            blocks.Add(new Block.Paragraph(old.Value > 0 ? words.Sentence($"Section.{Key}.Old", old.Number()) : [words[$"Section.{Key}.Fresh"]]));
            if (later.Value > 0)
                blocks.Add(new Block.Paragraph(words.Sentence($"Section.{Key}.Later", later.Number())));
            blocks.Add(byKind.Table(words["Kind"]));
        }
        if (perYear.Parts.Count > 1)
            blocks.Add(perYear.Chart(ChartShape.Bar, words["Year"]));
        return blocks;
    }
}
