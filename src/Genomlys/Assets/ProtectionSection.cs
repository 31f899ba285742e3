using Genomlys.Documents;
using Genomlys.Shared.Reports;

namespace Genomlys.Assets;

/// <summary>How many of the systems with personal data are classified: the ground for choosing technical and organisational measures (GDPR art. 32).</summary>
public sealed class ProtectionSection(SystemRegister systems) : ISection
{
    public string Key => "assets.protection";
    public string Title => systems.Words["Section.assets.protection"];

    public async Task<IReadOnlyList<Block>> WriteAsync(SectionContext context, CancellationToken stop)
    {
        var classified = await context.FigureAsync(systems.PersonalDataClassified, stop);
        return [classified.Population is null or 0 ? new Block.Paragraph(systems.Words[$"Section.{Key}.None"]) : systems.Words.Paragraph($"Section.{Key}.Some", classified.Number(), classified.Percent().WithoutNote())];
    }
}
