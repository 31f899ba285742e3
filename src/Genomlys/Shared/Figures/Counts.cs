using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;

namespace Genomlys.Shared.Figures;

/// <summary>How many records many selections mean, asked together: one question per register. What is counted is what the selection's own list shows.</summary>
public sealed class Counts
{
    private readonly Dictionary<string, int> known = [];
    private readonly Dictionary<Register, bool> any = [];

    private Counts() { }

    public static async Task<Counts> OfAsync(GenomlysDb db, IEnumerable<(Register Register, Selection Selection)> asked, CancellationToken stop)
    {
        var counts = new Counts();
        foreach (var register in asked.GroupBy(a => a.Register, a => a.Selection))
        {
            var lists = register.DistinctBy(s => s.Href(register.Key.Path)).ToList();
            var each = await register.Key.CountsAsync(db, lists, stop);
            foreach (var (n, selection) in lists.Index())
                counts.known[selection.Href(register.Key.Path)] = each[n];
            counts.any[register.Key] = each.Any(n => n > 0) || await register.Key.AnyAsync(db, stop);
        }
        return counts;
    }

    /// <summary>None where the selection names a field that is not for this viewer: no number, rather than a wider one.</summary>
    public int this[Register register, Selection selection] => known[selection.Href(register.Path)];

    /// <summary>Whether the register holds anything at all that the viewer may see.</summary>
    public bool HasAny(Register register) => any[register];
}
