using Genomlys.Documents;
using Genomlys.Shared.Reports;

namespace Genomlys.Assets.AiServices;

/// <summary>How many services built on AI are in use, and how their uses are assessed under the AI Act.</summary>
public sealed class AiServiceSection(AiServiceRegister services) : ISection
{
    public string Key => "assets.ai-services";
    public string Title => services.Words["Section.assets.ai-services"];

    public async Task<IReadOnlyList<Block>> WriteAsync(SectionContext context, CancellationToken stop)
    {
        var inUse = await context.FigureAsync(services.InUse, stop);
        if (inUse.Value is null or 0)
            return [new Block.Paragraph(services.Words[$"Section.{Key}.None"])];
        var byTier = await context.FigureAsync(services.ByTier, stop);
        return [services.Words.Paragraph($"Section.{Key}.Some", inUse.Number()), byTier.Table(services.Words["Tier"])];
    }
}
