using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Review.Templates;

/// <summary>The templates that ship with the product, in the words of this release.</summary>
public sealed class TemplateSeed : ISeed
{
    public async Task PlantAsync(GenomlysDb db, DateTimeOffset now, CancellationToken stop)
    {
        var known = await db.Templates.IgnoreQueryFilters().Where(t => t.IsShipped).ToDictionaryAsync(t => t.Reference, stop);
        foreach (var shipped in Template.Shipped)
            if (!known.TryGetValue(shipped.Key, out var kept))
                db.Add(ReportTemplate.Of(shipped, isShipped: true));
            else if (kept.Content != shipped.Write())
                kept.Renew(shipped);
    }
}
