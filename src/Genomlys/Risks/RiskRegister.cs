using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Figures;
using Genomlys.Shared.Findings;
using Genomlys.Shared.Lineage;

namespace Genomlys.Risks;

public sealed class RiskRegister : TracedRegister<ControlRisk, RiskLink>
{
    public RiskRegister() : base("risks", Area.Risks, Words.Of<RiskRegister>(), "risk_lineage")
    {
        var year = Field(r => r.Year).Identifies().Facet();
        var origin = Field(r => r.Origin).Identifies().Facet();
        var process = Field(r => r.Process).Identifies().Searchable();
        var description = Field(r => r.Description).Identifies().Searchable();
        LongText(r => r.ProposedAction!).Searchable();
        Field(r => r.State).Facet();
        LongText(r => r.Comment!).Searchable().Detail();
        Reference<Unit>(r => r.UnitId, u => u.Name, u => u.Code).Identifies().Facet().Detail();
        var formulated = Computed("formulated", r => r.Description != "").Facet();

        LongText(r => r.DroppedBecause!).Set((r, because) => r.Drop(because)).Detail();
        Dated("since", (r, _) => r.Since).Detail();
        Computed("standing", r => r.Standing).Facet().Detail();

        Classed();
        Traced();

        Within(r => r.UnitId ?? default);
        Titled(process);
        Ordered(year, descending: true);
        Born(said => new ControlRisk
        {
            Id = Id<ControlRisk>.New(),
            Year = said.Get(year),
            Origin = said.Get(origin),
            Process = said.Get(process),
            Description = said.Get(description) ?? "",
        });

        InternalControl = Figure("internalControl").Unit("Unit.Risks").OfYear(r => r.Year).Where(r => r.Origin, RiskOrigin.InternalControl).Where(formulated, true);
        ByState = Figure("byState").Unit("Unit.Risks").OfYear(r => r.Year).Where(r => r.Origin, RiskOrigin.InternalControl).Where(formulated, true).Split(r => r.State);
        WithoutRisk = Figure("withoutRisk").Unit("Unit.Areas").OfYear(r => r.Year).Where(r => r.Origin, RiskOrigin.InternalControl).Where(formulated, false);
        FromRsa = Figure("rsa").Unit("Unit.Risks").OfYear(r => r.Year).Where(r => r.Origin, RiskOrigin.RiskVulnerability).Where(formulated, true);

        var thisYear = Dated("thisYear", (r, day) => r.Year == day.Year).Detail();
        Finding("withoutRisk", Severity.Warning).Where(thisYear, true).Where(formulated, false);
        Finding("delayed", Severity.Warning).Where(thisYear, true).Where(r => r.State, ActionState.Delayed);
        Finding("withoutAction", Severity.Warning).Where(thisYear, true).Where(formulated, true).Missing(r => r.ProposedAction!);
    }

    public Figure InternalControl { get; }
    public Figure ByState { get; }
    public Figure WithoutRisk { get; }
    public Figure FromRsa { get; }
}
