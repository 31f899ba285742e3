using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Figures;
using Genomlys.Shared.Findings;
using Genomlys.Shared.Registers;

namespace Genomlys.Improvements.Plan;

public sealed class PlanRegister : Register<PlanItem>
{
    public PlanRegister() : base("plan", Area.Improvements, Words.Of<PlanRegister>())
    {
        var first = Field(i => i.FirstYear).Identifies().Facet();
        var year = Field(i => i.Year).Identifies().Facet();
        var number = Field(i => i.Number).Identifies();
        var activity = Field(i => i.Activity).Searchable();
        Field(i => i.Owner!);
        Reference<Unit>(i => i.UnitId, u => u.Name, u => u.Code).Identifies().Facet().Detail();
        var proposed = Dated("proposed", (i, day) => i.FirstYear == day.Year + 1).Facet();

        Within(i => i.UnitId ?? default);
        Titled(activity);
        Ordered(year);
        Born(said => new PlanItem
        {
            Id = Id<PlanItem>.New(),
            FirstYear = said.Get(first),
            Year = said.Get(year),
            Number = said.Get(number),
            Activity = said.Get(activity),
        });

        Items = Figure("items").Unit("Unit.Activities").Where(proposed, true).Split(i => i.Year);

        Finding("withoutOwner", Severity.Warning).Where(proposed, true).Missing(i => i.Owner!);
    }

    public Figure Items { get; }
}
