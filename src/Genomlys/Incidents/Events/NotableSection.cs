using System.Globalization;
using Genomlys.Documents;
using Genomlys.Incidents.Duties;
using Genomlys.Shared;
using Genomlys.Shared.Reports;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Incidents.Events;

/// <summary>The larger incidents of the year, told by date, with what is known of the notification in time.</summary>
public sealed class NotableSection(IncidentEventRegister events) : ISection
{
    public string Key => "incidents.notable";
    public string Title => events.Words["Section.incidents.notable"];

    private Words Words => events.Words;

    public async Task<IReadOnlyList<Block>> WriteAsync(SectionContext context, CancellationToken stop)
    {
        var (first, last) = (context.Period.First, context.Period.Last);
        var steps = await context.Db.IncidentEvents.AsNoTracking().Where(e => e.On >= first && e.On <= last).OrderBy(e => e.On).ThenBy(e => e.Id).ToListAsync(stop);
        if (steps is [])
            return [Words.Paragraph("Section.Empty", $"{context.Year}")];

        var rules = await context.Db.DutyRules.AsNoTracking().ToListAsync(stop);
        var total = await context.FigureAsync(events.Total, stop);
        var blocks = new List<Block> { Words.Paragraph("Section.Intro", $"{context.Year}", total.Number()) };
        foreach (var story in steps.GroupBy(e => e.Case))
        {
            blocks.Add(SectionHeading.Plain(story.Key));
            blocks.Add(new Block.List(false, [.. story.Select(Told)]));
            if (TimingOf([.. story], rules) is { } timing)
                blocks.Add(timing);
        }
        return blocks;
    }

    private IReadOnlyList<Inline> Told(IncidentEvent step) =>
        [new Inline.Strong(Prose(step.When)), $": {step.Text}"];

    /// <summary>A month stays a month and a week a week.</summary>
    private string Prose(Dating when) => when.Precision switch
    {
        Precision.Day => when.On.Prose(),
        Precision.Week => Words.Format("Section.Week", ISOWeek.GetWeekOfYear(when.On.ToDateTime(TimeOnly.MinValue)), ISOWeek.GetYear(when.On.ToDateTime(TimeOnly.MinValue))),
        Precision.Month => when.On.ToString("MMMM yyyy", CultureInfo.CurrentCulture),
    };

    private Block.Paragraph? TimingOf(IReadOnlyList<IncidentEvent> story, IReadOnlyList<DutyRule> rules)
    {
        if (story.FirstOrDefault(e => e.Kind is EventKind.Aware) is not { } aware || story.FirstOrDefault(e => e.Kind is EventKind.Notified) is not { } notified
            || rules.FirstOrDefault(r => r.Code is DutyRule.PersonalDataBreach && r.HoldsOn(aware.On)) is not { } rule)
            return null;
        return Words.Paragraph($"Section.{NotificationTiming.Of(aware.When, notified.When, rule.Hours)}",
            Prose(aware.When), Prose(notified.When), $"{rule.Hours}", rule.Receiver, rule.LegalBasis);
    }
}
