using Genomlys.Documents;
using Genomlys.Shared.Reports;

namespace Genomlys.Assets;

/// <summary>In how many systems personal data are processed: what the record of processing activities (GDPR art. 30) has to cover.</summary>
public sealed class PersonalDataSection(SystemRegister systems) : ISection
{
    public string Key => "assets.personal-data";
    public string Title => systems.Words["Section.assets.personal-data"];

    public async Task<IReadOnlyList<Block>> WriteAsync(SectionContext context, CancellationToken stop)
    {
        var personal = await context.FigureAsync(systems.WithPersonalData, stop);
        if (personal.Value is null or 0)
            return [new Block.Paragraph(systems.Words[$"Section.{Key}.None"])];
        return [systems.Words.Paragraph($"Section.{Key}.Some", personal.Number(), (await context.FigureAsync(systems.WithSensitiveData, stop)).Number())];
    }
}
