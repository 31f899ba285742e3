using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Figures;
using Genomlys.Shared.Registers;

namespace Genomlys.Incidents.Events;

public sealed class IncidentEventRegister : Register<IncidentEvent>
{
    public IncidentEventRegister() : base("incident-events", Area.Incidents, Words.Of<IncidentEventRegister>())
    {
        var on = Field(e => e.On).Identifies();
        var precision = Field(e => e.Precision).Identifies().Detail();
        var text = Field(e => e.Text).Identifies().Searchable();
        var kind = Field(e => e.Kind).Facet();
        var about = Field(e => e.Case).Identifies().Searchable().Facet();
        Reference<Incident>(e => e.IncidentId, i => i.Reference).Detail();
        Reference<Unit>(e => e.UnitId, u => u.Name, u => u.Code).Detail();

        Classed();

        Within(e => e.UnitId ?? default);
        Titled(text);
        Ordered(on);
        Born(said => new IncidentEvent
        {
            Id = Id<IncidentEvent>.New(),
            Case = said.Get(about),
            On = said.Get(on),
            Precision = said.Get(precision),
            Text = said.Get(text),
            Kind = said.Get(kind),
        });

        Total = Figure("total").During(e => e.On).Split(e => e.Kind).Unit("Events");
    }

    public Figure Total { get; }
}
