using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Figures;
using Genomlys.Shared.Registers;

namespace Genomlys.Incidents.Losses;

public sealed class LossRegister : Register<LossReport>
{
    private const int YearsShown = 3;

    public LossRegister() : base("losses", Area.Incidents, Words.Of<LossRegister>())
    {
        var reference = Field(l => l.Reference).Identifies().Searchable();
        var summary = Field(l => l.Summary).Searchable();
        var unit = Reference<Unit>(l => l.UnitId, u => u.Name, u => u.Code).Facet();
        var reported = Field(l => l.ReportedAt);
        Field(l => l.Desk).Facet();
        Field(l => l.Status).Facet();

        Classed();

        Within(l => l.UnitId);
        Titled(summary);
        Ordered(reported, descending: true);
        Born(said => new LossReport
        {
            Id = Id<LossReport>.New(),
            Reference = said.Get(reference),
            Summary = said.Get(summary),
            UnitId = said.Get(unit),
            ReportedAt = said.Get(reported),
        });

        Total = Figure("total").During(l => l.ReportedAt).Unit("Reports").From("Desks").Rule("DarkFigure");
        PerYear = Figure("perYear").Unit("Reports").From("Desks").PerYear(l => l.ReportedAt, YearsShown);
    }

    public Figure Total { get; }
    public Figure PerYear { get; }
}
