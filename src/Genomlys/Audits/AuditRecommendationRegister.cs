using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Figures;
using Genomlys.Shared.Findings;
using Genomlys.Shared.Registers;

namespace Genomlys.Audits;

public sealed class AuditRecommendationRegister : Register<AuditRecommendation>
{
    public AuditRecommendationRegister() : base("audits", Area.Audits, Words.Of<AuditRecommendationRegister>())
    {
        var reference = Field(r => r.Reference).Identifies().Searchable();
        var number = Field(r => r.Number).Identifies();
        var audit = Field(r => r.Audit).Searchable().Facet();
        Field(r => r.Source).Facet();
        var year = Field(r => r.Year).Facet();
        Field(r => r.ReportedOn).Detail();
        var text = LongText(r => r.Text).Searchable();
        Reference<Unit>(r => r.UnitId, u => u.Name, u => u.Code).Facet();
        Field(r => r.Responsible!).Facet().Detail();
        LongText(r => r.Answer!).Searchable().Detail();
        Field(r => r.AnswerTo!).Detail();
        Field(r => r.AnswerDue).Detail();
        Field(r => r.AnsweredOn).Detail();
        Field(r => r.Due);
        Field(r => r.State).Set((r, state, at) => r.Report(state, at)).Facet();
        Field(r => r.StateOn).Detail();
        LongText(r => r.Evidence!).Detail();
        LongText(r => r.ClosedBecause!).Detail();
        Field(r => r.ClosedOn).Detail();
        Field(r => r.ClosingReference!).Detail();
        var current = Dated("current", (r, day) => r.Year <= day.Year && (r.ReportedOn == null || r.ReportedOn <= day) && (r.ClosedOn == null || r.ClosedOn >= new DateOnly(day.Year, 1, 1))).Facet();
        var open = Dated("open", (r, day) => r.Year <= day.Year && (r.ReportedOn == null || r.ReportedOn <= day) && (r.ClosedOn == null || r.ClosedOn > day)).Facet();
        var overdue = Dated("overdue", (r, day) => r.Due < day && (r.ClosedOn == null || r.ClosedOn > day)).Facet().Detail();
        var unanswered = Dated("unanswered", (r, day) => r.AnswerDue < day && (r.AnsweredOn == null || r.AnsweredOn > day) && (r.ClosedOn == null || r.ClosedOn > day)).Detail();

        Classed();

        Within(r => r.UnitId ?? default);
        Titled(text);
        Ordered(year, descending: true);
        Born(said => new AuditRecommendation
        {
            Id = Id<AuditRecommendation>.New(),
            Reference = said.Get(reference),
            Number = said.Get(number) ?? "",
            Audit = said.Get(audit),
            Year = said.Get(year),
            Text = said.Get(text),
        });

        Total = Figure("total").Unit("Unit.Recommendations").Where(current, true).Rule("Rule.Current");
        Open = Figure("open").Unit("Unit.Recommendations").Where(open, true);
        ByState = Figure("byState").Unit("Unit.Recommendations").Where(current, true).Split(r => r.State).Rule("Rule.Current");
        Figure("bySource").Unit("Unit.Recommendations").Where(current, true).Split(r => r.Source).Rule("Rule.Current");
        Figure("overdue").Unit("Unit.Recommendations").Where(open, true).Share(overdue, true);

        Finding("overdue", Severity.Warning).Where(open, true).Where(overdue, true);
        Finding("unanswered", Severity.Warning).Where(open, true).Where(unanswered, true);
        Finding("withoutSource", Severity.Note).Where(open, true).Missing(r => r.Source);
    }

    public Figure<AuditRecommendation> Total { get; }
    public Figure Open { get; }
    public Figure ByState { get; }

    public override bool SetsDeadlines => true;

    protected override Outcome Fits(GenomlysDb db, AuditRecommendation record) => record.Settle();

    protected override void Added(GenomlysDb db, AuditRecommendation record, DateTimeOffset now) => AuditDeadlines.Set(db, record, Words, now);

    protected override void Changed(GenomlysDb db, AuditRecommendation record, IReadOnlySet<string> fields, DateTimeOffset now)
    {
        if (fields.Overlaps(AuditDeadlines.Reads))
            AuditDeadlines.Set(db, record, Words, now);
    }
}
