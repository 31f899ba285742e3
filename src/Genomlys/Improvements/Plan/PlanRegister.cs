using Genomlys.Improvements.Goals;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Figures;
using Genomlys.Shared.Findings;
using Genomlys.Shared.Lineage;

namespace Genomlys.Improvements.Plan;

public sealed class PlanRegister : TracedRegister<PlanItem, PlanLink>
{
    public PlanRegister() : base("plan", Area.Improvements, Words.Of<PlanRegister>(), "plan_lineage")
    {
        var first = Field(i => i.FirstYear).Identifies().Facet();
        var year = Field(i => i.Year).Identifies().Facet();
        var number = Field(i => i.Number).Identifies();
        var activity = Field(i => i.Activity).Searchable();
        LongText(i => i.Body!).Searchable().Detail();
        Field(i => i.Owner!);
        Reference<Unit>(i => i.UnitId, u => u.Name, u => u.Code).Identifies().Facet().Detail();
        Reference<ImprovementProposal>(i => i.ProposalId, p => p.Reference, p => p.Name).Detail();
        Reference<PlanItem>(i => i.OriginId, i => i.Activity).Detail();
        Reference<CouncilGoal>(i => i.GoalId, g => g.Code, g => g.Name).Detail();
        Field(i => i.Money).Detail();
        Field(i => i.Comparison).Detail();
        Field(i => i.TargetNumber).Detail();
        FigureKey(i => i.TargetFigure!).Detail();
        Field(i => i.Progress).Set((i, progress, at) => i.Report(progress, at)).Facet().Detail();
        Field(i => i.ProgressOn).Detail();
        LongText(i => i.Result!).Searchable().Detail();
        LongText(i => i.DroppedBecause!).Set((i, because) => i.Drop(because)).Detail();
        Dated("since", (i, _) => i.Since).Detail();
        var standing = Computed("standing", i => i.Standing).Facet();
        var proposed = Dated("proposed", (i, day) => i.FirstYear == day.Year + 1).Facet();
        var current = Dated("current", (i, day) => i.FirstYear == day.Year && i.Year == day.Year).Facet();

        Traced();

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
        OfYear = Figure("ofYear").Unit("Unit.Activities").Where(current, true).Split(standing);

        Finding("withoutOwner", Severity.Warning).Where(proposed, true).Missing(i => i.Owner!);
        Finding("withoutProgress", Severity.Warning).Where(current, true).Missing(i => i.Progress);
    }

    public Figure Items { get; }

    /// <summary>What was to be done during the year, by what became of it.</summary>
    public Figure OfYear { get; }

    protected override string DecisionOn(PlanItem record) => record.DroppedBecause ?? record.Result ?? "";

    protected override void Added(GenomlysDb db, PlanItem record, DateTimeOffset now)
    {
        base.Added(db, record, now);
        Promotion.Report(db, record, now);
    }

    protected override void Changed(GenomlysDb db, PlanItem record, IReadOnlySet<string> fields, DateTimeOffset now)
    {
        if (fields.Overlaps(["progress", "droppedBecause", "proposal"]))
            Promotion.Report(db, record, now);
    }

    public override async Task<Microsoft.AspNetCore.Components.RenderFragment?> BelowAsync(GenomlysDb db, Guid id, CancellationToken stop)
    {
        var lineage = await base.BelowAsync(db, id, stop);
        return await PlanOutcomes.OfAsync(db, new Id<PlanItem>(id), stop) is not { } outcome ? lineage : builder =>
        {
            builder.OpenComponent<Pages.OutcomeView>(0);
            builder.AddComponentParameter(1, nameof(Pages.OutcomeView.Outcome), outcome);
            builder.CloseComponent();
            lineage?.Invoke(builder);
        };
    }
}
