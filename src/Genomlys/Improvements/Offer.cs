using Genomlys.Improvements.Plan;
using Genomlys.Shared.Lineage;

namespace Genomlys.Improvements;

/// <summary>Something a year left open, offered to the next: a proposal as next year's proposal, or an activity in the next plan, in the year it would stand in.</summary>
public sealed record Offer(Guid Id, bool IsProposal, string Called, string? Owner, Standing Standing, int From, int To, string Href)
{
    /// <summary>An activity that should have been done by now moves on; one that is still ahead stays where it is.</summary>
    public static int YearIn(PlanItem item, int firstYear) => Math.Max(item.Year, firstYear);
}
