using Genomlys.Documents;
using Genomlys.Shared.Reports;

namespace Genomlys.Incidents.Complaints;

/// <summary>Complaints about how personal data are handled.</summary>
public sealed class ComplaintsSection(ComplaintRegister complaints) : ISection
{
    public string Key => "incidents.complaints";
    public string Title => complaints.Words["Section.incidents.complaints"];

    public async Task<IReadOnlyList<Block>> WriteAsync(SectionContext context, CancellationToken stop)
    {
        var about = await context.FigureAsync(complaints.PersonalData, stop);
        return
        [
            SectionHeading.Plain(complaints.Words["Section.Heading"]),
            about.Value switch
            {
                null => complaints.Words.Paragraph("Section.Empty", $"{context.Year}"),
                1 => complaints.Words.Paragraph("Section.One", $"{context.Year}", about.Number()),
                _ => complaints.Words.Paragraph("Section.Total", $"{context.Year}", about.Number()),
            },
        ];
    }
}
