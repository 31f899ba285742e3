using System.Linq.Expressions;
using Genomlys.Shared.Data;

namespace Genomlys.Shared.Access;

/// <summary>How far a viewer's rights go, as a question to the database: the one place where scope becomes SQL, for reads and for writes.</summary>
internal static class Reach
{
    /// <summary>The units for which the viewer has a right in an area: rights flow down the tree, never up.</summary>
    public static IQueryable<Id<Unit>> Units(GenomlysDb db, Area area, Rights right)
    {
        var (wholes, singles) = (db.Viewer.Wholes(area, right), db.Viewer.Singles(area, right));
        return db.Set<UnitClosure>().Where(c => wholes.Contains(c.AncestorId) || (c.Depth == 0 && singles.Contains(c.AncestorId))).Select(c => c.DescendantId).Distinct();
    }

    /// <summary>Whether the viewer may read what belongs to a unit. Asked anew each time: the context that asks stands for this one.</summary>
    public static Expression<Func<Id<Unit>, bool>> Within(GenomlysDb db, Area area) => id => db.Viewer.IsUnbound(area, Rights.Read)
        || db.Set<UnitClosure>().Where(c => db.Viewer.Wholes(area, Rights.Read).Contains(c.AncestorId) || (c.Depth == 0 && db.Viewer.Singles(area, Rights.Read).Contains(c.AncestorId)))
            .Select(c => c.DescendantId).Contains(id);
}
