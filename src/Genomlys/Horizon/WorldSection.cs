using System.Globalization;
using Genomlys.Documents;
using Genomlys.Shared;
using Genomlys.Shared.Reports;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Horizon;

/// <summary>The laws and events that a year's review should take up, each as it stood on the day.</summary>
public sealed class WorldSection(HorizonRegister horizon) : ISection
{
    public string Key => "horizon.world";
    public string Title => horizon.Words["Section.horizon.world"];

    public async Task<IReadOnlyList<Block>> WriteAsync(SectionContext context, CancellationToken stop)
    {
        var library = await context.Db.HorizonEntries.AsNoTracking().ToListAsync(stop);
        var relevant = library.Where(e => Relevance.IsRelevant(e, context.Period)).OrderBy(e => e.Kind).ThenBy(e => e.KnownFrom).ThenBy(e => e.Reference, StringComparer.Ordinal).ToList();
        return relevant is []
            ? [new Block.Paragraph(Text("None", context.Year))]
            : [new Block.Paragraph(Text("Intro", Day(context.AsOf))), .. relevant.Select(e => Tell(e, context.AsOf))];
    }

    private Block.Paragraph Tell(HorizonEntry entry, DateOnly day)
    {
        string[] says = [.. State(entry, day), entry.Note ?? "", entry.IsPreliminary ? Text("Preliminary") : ""];
        return new(new Inline.Strong($"{entry.Name}."), " " + string.Join(' ', says.Where(s => s is not "")),
            new Inline.Footnote(Text("Footnote", entry.Source?.TrimEnd('.'), horizon.Words[$"{nameof(Certainty)}.{entry.Certainty}"])));
    }

    private IEnumerable<string> State(HorizonEntry entry, DateOnly day)
    {
        if (entry.Kind is HorizonKind.Event)
            return entry.InForceOn is { } on ? [Text(on <= day ? "Event.Past" : "Event.Coming", Day(on))] : [];
        if (entry.Kind is HorizonKind.Preparatory)
            return [.. Presented(entry)];
        return entry.StatusOn(day) switch
        {
            HorizonStatus.Draft => [Text("Law.Draft"), .. Presented(entry)],
            HorizonStatus.Decided => [entry.InForceOn is { } from ? Text("Law.Decided", Day(entry.IssuedOn!.Value), Day(from)) : Text("Law.DecidedUndated", Day(entry.IssuedOn!.Value))],
            HorizonStatus.InForce =>
            [
                entry.InForceOn is { } since ? Text("Law.InForce", Day(since)) : Text("Law.InForceUndated"),
                .. entry.RepealedOn is { } ends ? [Text("Law.Ends", Day(ends))] : Array.Empty<string>(),
            ],
            HorizonStatus.Repealed => [Text("Law.Repealed", Day(entry.RepealedOn!.Value))],
        };
    }

    private IEnumerable<string> Presented(HorizonEntry entry)
    {
        if (entry.PresentedOn is { } presented)
            yield return Text("Presented", Day(presented));
        if (entry.ProposedInForceOn is { } proposed)
            yield return Text("Proposed", Day(proposed));
    }

    private string Text(string key, params ReadOnlySpan<object?> values) => horizon.Words.Format($"Section.{Key}.{key}", values);
    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
