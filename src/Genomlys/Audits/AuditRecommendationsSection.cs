using System.Globalization;
using Genomlys.Documents;
using Genomlys.Shared;
using Genomlys.Shared.Reports;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Audits;

/// <summary>What audits asked for during the year, and what was still open when it began: audit by audit, one heading for each recommendation, with the answer and how far it has come.</summary>
public sealed class AuditRecommendationsSection(AuditRecommendationRegister audits) : ISection
{
    private const string Name = "audits.recommendations";

    private Words Texts => audits.Words;

    public string Key => Name;
    public string Title => Texts["Section.audits.recommendations"];

    public async Task<IReadOnlyList<Block>> WriteAsync(SectionContext context, CancellationToken stop)
    {
        var rows = await audits.Rows(context.Db, audits.Total.SelectionAt(context.Period)).AsNoTracking().ToListAsync(stop);
        if (rows is [])
            return [new Block.Paragraph(Texts.Format($"Section.{Name}.None", context.Year))];

        var examined = rows.GroupBy(r => r.Reference).OrderBy(a => a.Min(r => r.ReportedOn ?? new DateOnly(r.Year, 1, 1))).ThenBy(a => a.Key, StringComparer.Ordinal).ToList();
        var total = await context.FigureAsync(audits.Total, stop);
        var open = await context.FigureAsync(audits.Open, stop);
        var byState = await context.FigureAsync(audits.ByState, stop);
        return
        [
            Texts.Paragraph($"Section.{Name}.Intro", $"{context.Year}", total.Number(), open.Number(), context.AsOf.Prose()),
            new Block.List(false, [.. examined.Select(a => (IReadOnlyList<Inline>)[Examination(a.First())])]),
            byState.Table(Texts["State"]),
            .. examined.SelectMany(a => a.OrderBy(r => int.TryParse(r.Number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : int.MaxValue).ThenBy(r => r.Number, StringComparer.Ordinal)).SelectMany(r => Tell(r, context)),
        ];
    }

    private string Examination(AuditRecommendation one) => Texts.Format($"Section.{Name}.Examination", one.Audit,
        string.Join(", ", new[] { one.Source is { } source ? Texts[$"{nameof(AuditSource)}.{source}"] : null, Texts.Format($"Section.{Name}.Reference", one.Reference), one.ReportedOn?.Prose() }.OfType<string>()));

    private IEnumerable<Block> Tell(AuditRecommendation one, SectionContext context)
    {
        yield return SectionHeading.Numbered(one.Called);
        yield return Said("Audit", one.Number is "" ? Texts.Format($"Section.{Name}.From", one.Audit, one.Reference) : Texts.Format($"Section.{Name}.FromNumber", one.Audit, one.Reference, one.Number));
        if (one.IsLong)
            yield return Said("Text", one.Text.AsSentence);
        yield return Said("Answer", AnswerOf(one));
        yield return Said("State", StateOf(one, context));
    }

    private Block.Paragraph Said(string what, string said) => new(new Inline.Strong(Texts[$"Section.{Name}.{what}"]), " " + said);

    private string AnswerOf(AuditRecommendation one) => Joined(
        one.Answer?.AsSentence ?? (one.AnsweredOn is null ? Texts[$"Section.{Name}.NoAnswer"] : null),
        one switch
        {
            { AnsweredOn: { } on, AnswerTo: { } to } => Texts.Format($"Section.{Name}.AnsweredTo", on.Prose(), to),
            { AnsweredOn: { } on } => Texts.Format($"Section.{Name}.Answered", on.Prose()),
            { AnswerDue: { } due } => Texts.Format($"Section.{Name}.AnswerDue", due.Prose()),
            _ => null,
        });

    private string StateOf(AuditRecommendation one, SectionContext context)
    {
        var isClosed = one.ClosedOn <= context.AsOf;
        return Joined(
            one is { State: { } state, StateOn: { } on } ? Texts.Format($"Section.{Name}.StateOn", Texts[$"{nameof(RecommendationState)}.{state}"], on.Prose()) : Texts[$"Section.{Name}.NoState"],
            isClosed || one.Year >= context.Year ? null : Texts.Format(one.State is RecommendationState.Done or RecommendationState.Dropped ? $"Section.{Name}.NotClosed" : $"Section.{Name}.Remains", one.Year),
            isClosed || one.Due is not { } due ? null : Texts.Format(due < context.AsOf ? $"Section.{Name}.Overdue" : $"Section.{Name}.Due", due.Prose()),
            one.Responsible is { } role && !isClosed ? Texts.Format($"Section.{Name}.Responsible", role) : null,
            !isClosed ? null : one.ClosingReference is { } decision ? Texts.Format($"Section.{Name}.ClosedBy", one.ClosedOn!.Value.Prose(), decision) : Texts.Format($"Section.{Name}.Closed", one.ClosedOn!.Value.Prose()),
            isClosed ? one.ClosedBecause?.AsSentence : null);
    }

    private static string Joined(params IEnumerable<string?> sentences) => string.Join(' ', sentences.OfType<string>());
}
