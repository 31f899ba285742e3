namespace Genomlys.Improvements;

/// <summary>Follows every proposal back to the year it came up first, and forward to the year it came up again.</summary>
public static class Lineage
{
    public static void Settle(IReadOnlyCollection<ImprovementProposal> proposals)
    {
        foreach (var one in proposals.OrderBy(p => p.Year))
        {
            var origin = one.OriginId is { } id ? proposals.FirstOrDefault(p => p.Id == id) : null;
            one.FirstProposed = origin is not null && origin.Year < one.Year ? origin.FirstProposed : one.Year;
            one.ContinuedIn = proposals.Where(p => p.OriginId == one.Id && p.Year > one.Year).Min(p => (int?)p.Year);
        }
    }
}
