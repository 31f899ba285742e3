using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Organisation;

/// <summary>Where a unit stands in the tree; those below follow when it moves or gets another code.</summary>
internal static class UnitTree
{
    public static Outcome Fits(GenomlysDb db, Unit unit)
    {
        if (!UnitCode.IsUsable(unit.Code))
            return Outcome.Refused("CodeUnusable");
        if (unit.ParentCode is null)
            return Outcome.Done;
        if (ByCode(db, unit.ParentCode) is not { } above)
            return Outcome.Refused("ParentUnknown");
        return above == unit || (unit.Path is not "" && above.Path.StartsWith(unit.Path, StringComparison.Ordinal))
            ? Outcome.Refused("ParentBelow")
            : Outcome.Done;
    }

    public static void Place(GenomlysDb db, Unit unit)
    {
        var (old, now) = (unit.Path, $"{(unit.ParentCode is null ? null : ByCode(db, unit.ParentCode)?.Path)}{unit.Code}/");
        unit.Path = now;
        if (old is "" || old == now)
            return;
        foreach (var below in Below(db, old))
        {
            if (UnitCode.Depth(below.Path) == UnitCode.Depth(old) + 1)
                below.ParentCode = unit.Code;
            below.Path = now + below.Path[old.Length..];
        }
    }

    /// <summary>Those of the same file come before those that are saved already.</summary>
    private static Unit? ByCode(GenomlysDb db, string code) =>
        db.Units.Local.FirstOrDefault(u => u.Code == code) ?? db.Units.FirstOrDefault(u => u.Code == code);

    private static List<Unit> Below(GenomlysDb db, string path)
    {
        db.Units.IgnoreQueryFilters().Where(u => u.Path.StartsWith(path)).Load();
        return [.. db.Units.Local.Where(u => u.Path.StartsWith(path, StringComparison.Ordinal))];
    }
}
