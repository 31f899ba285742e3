using Genomlys.Documents;
using Genomlys.Incidents.Events;
using Genomlys.Shared;
using Genomlys.Shared.Reports;

namespace Genomlys.Incidents;

/// <summary>The personal data breaches of the period: how many, what became of the duty to notify, and whether it was met in time (GDPR art. 33).</summary>
public sealed class BreachesSection(IncidentRegister incidents) : ISection
{
    public string Key => "incidents.breaches";
    public string Title => incidents.Words["Section.incidents.breaches"];

    private Words Words => incidents.Words;

    public async Task<IReadOnlyList<Block>> WriteAsync(SectionContext context, CancellationToken stop)
    {
        await context.FiguresAsync([incidents.PersonalData, incidents.Notified, incidents.Timeliness, incidents.Explained, incidents.Unsettled], stop);
        var breaches = await context.FigureAsync(incidents.PersonalData, stop);
        if (breaches.Value is null or 0)
            return [Words.Paragraph("Section.Breaches.None")];
        var (notified, timeliness) = (await context.FigureAsync(incidents.Notified, stop), await context.FigureAsync(incidents.Timeliness, stop));
        var (explained, unsettled) = (await context.FigureAsync(incidents.Explained, stop), await context.FigureAsync(incidents.Unsettled, stop));
        return
        [
            Words.Paragraph("Section.Breaches.Total", breaches.Number(), notified.Number()),
            new Block.List(false,
            [
                .. from timing in Enum.GetValues<Timing>()
                   let part = timeliness.Part($"{timing}")
                   where part is not null
                   select Words.Sentence($"Section.Breaches.{timing}", timeliness.Number(part).WithoutNote()),
                Words.Sentence("Section.Breaches.Explained", explained.Number().WithoutNote()),
                Words.Sentence("Section.Breaches.Unsettled", unsettled.Number().WithoutNote()),
            ]),
        ];
    }
}
