using System.Globalization;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Figures;
using Genomlys.Shared.Findings;
using Genomlys.Shared.Lineage;
using Genomlys.Shared.Reports;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Improvements;

public sealed class ProposalRegister : TracedRegister<ImprovementProposal, ProposalLink>
{
    public ProposalRegister() : base("improvements", Area.Improvements, Words.Of<ProposalRegister>(), "improvement_lineage")
    {
        var year = Field(p => p.Year).Identifies().Facet();
        var rank = Field(p => p.Rank).Identifies();
        var name = Field(p => p.Name).Searchable();
        LongText(p => p.Body!).Searchable().Detail();
        Reference<ImprovementProposal>(p => p.OriginId, p => p.Reference, p => p.Name).Set((p, origin) => p.Continue(origin));
        Reference<Unit>(p => p.UnitId, u => u.Name, u => u.Code).Identifies().Facet().Detail();
        var carriedOver = Computed("carriedOver", p => p.FirstProposed < p.Year).Facet();
        Dated("firstProposed", (p, _) => p.FirstProposed).Detail();
        var standing = Computed("standing", p => p.Standing).Facet();
        Field(p => p.Owner!);
        Field(p => p.Verdict).Set((p, verdict) => p.Rule(verdict)).Facet();
        Field(p => p.DecidedOn).Set((p, on) => p.Decide(on));
        LongText(p => p.DecidedWords!).Set((p, words) => p.Reword(words)).Detail();
        LongText(p => p.DroppedBecause!).Set((p, because) => p.Drop(because)).Detail();
        Field(p => p.Due).Detail();
        Field(p => p.Money).Detail();
        Field(p => p.Progress).Set((p, progress, at) => p.Report(progress, at)).Facet().Detail();
        Field(p => p.ProgressOn).Detail();
        Dated("plannedFor", (p, _) => p.PlannedFor).Detail();
        var thisYear = Dated("thisYear", (p, day) => p.Year == day.Year).Detail();
        var lastYear = Dated("lastYear", (p, day) => p.Year == day.Year - 1).Detail();
        var continued = Dated("continued", (p, day) => p.ContinuedIn != null && p.ContinuedIn <= day.Year).Detail();
        var vanished = Dated("vanished", (p, day) => p.Year == day.Year - 1 && (p.ContinuedIn == null || p.ContinuedIn > day.Year) && p.PlannedFor == null && p.Standing != Standing.Done && p.Standing != Standing.Dropped).Detail();

        Traced();

        Within(p => p.UnitId ?? default);
        Titled(name);
        Ordered(year, descending: true);
        Born(said => new ImprovementProposal { Id = Id<ImprovementProposal>.New(), Year = said.Get(year), Rank = said.Get(rank), Name = said.Get(name) });

        CarriedOver = Figure("carriedOver").Unit("Unit.Proposals").OfYear(p => p.Year).Share(carriedOver, true).Rule("Rule.CarriedOver");
        Total = Figure("total").Unit("Unit.Proposals").OfYear(p => p.Year);
        Before = Figure("before").Unit("Unit.Proposals").Where(lastYear, true);
        Continued = Figure("continued").Unit("Unit.Proposals").Where(lastYear, true).Share(continued, true);
        Figure("byStanding").Unit("Unit.Proposals").OfYear(p => p.Year).Split(standing).Rule("Rule.Standing");

        Finding("vanished", Severity.Error).Where(vanished, true);
        Finding("withoutOwner", Severity.Warning).Where(thisYear, true).Missing(p => p.Owner!);
    }

    public Figure Total { get; }
    public Figure CarriedOver { get; }
    public Figure Before { get; }
    public Figure Continued { get; }

    protected override string DecisionOn(ImprovementProposal record) => record.Verdict is not { } verdict ? "" : string.Join(". ",
        new[] { $"{Words[$"{nameof(Verdict)}.{verdict}"]} {record.DecidedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}".TrimEnd(), record.DecidedWords, record.DroppedBecause }.OfType<string>());

    /// <summary>What it continues is of an earlier year, and what is rejected or changed says why or how.</summary>
    protected override Outcome Fits(GenomlysDb db, ImprovementProposal record)
    {
        if (record is { Verdict: Verdict.Rejected, DroppedBecause: null })
            return Outcome.Refused("RejectedWithoutReason");
        if (record is { Verdict: Verdict.Changed, DecidedWords: null })
            return Outcome.Refused("ChangedWithoutWords");
        return record.OriginId is { } origin && db.Proposals.IgnoreQueryFilters(new[] { Live }).FirstOrDefault(p => p.Id == origin) is { } before && Against(record, before) is { } problem
            ? Outcome.Refused(problem)
            : Outcome.Done;
    }

    protected override void Added(GenomlysDb db, ImprovementProposal record, DateTimeOffset now)
    {
        var origin = record.OriginId;
        base.Added(db, record, now);
        if (origin is not { } before)
            return;
        Judge(db, record, before, Kinship.Continues, now);
        Settle(db);
    }

    /// <summary>Another origin takes the place of the one that was said before; what else it comes from stays.</summary>
    protected override void Changed(GenomlysDb db, ImprovementProposal record, IReadOnlySet<string> fields, DateTimeOffset now)
    {
        if (!fields.Contains("origin"))
            return;
        var (before, origin) = (db.Entry(record).Property(p => p.OriginId).OriginalValue, record.OriginId);
        if (before is { } replaced)
            Judge(db, record, replaced, null, now);
        if (origin is { } said)
            Judge(db, record, said, Kinship.Continues, now);
        Settle(db);
    }
}
