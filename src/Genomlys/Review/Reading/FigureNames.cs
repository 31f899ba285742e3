using Genomlys.Shared.Figures;
using Genomlys.Shared.Lineage;
using Genomlys.Shared.Registers;

namespace Genomlys.Review.Reading;

/// <summary>Which of the figures that are counted today a report speaks of, by its name: a proposal, and none rather than a doubtful one.</summary>
internal static class FigureNames
{
    private const string Whole = ".total";
    private const double Same = 0.8;
    private static readonly Likeness likeness = new(LikenessRule.Shipped);

    /// <summary>The key of the one most like the name; empty when none is like enough.</summary>
    public static string Suggest(string name, IEnumerable<Figure> figures) =>
        (from figure in figures
         let alike = NamesOf(figure).Max(n => likeness.Of(name, n))
         where alike >= Same
         orderby alike descending
         select figure.Key).FirstOrDefault("");

    /// <summary>In any language; the whole of a register goes by the register's name too.</summary>
    private static IEnumerable<string> NamesOf(Figure figure) =>
        [figure.Title, .. figure.Register.Words.Names(figure.TextKey), .. figure.Key.EndsWith(Whole, StringComparison.Ordinal) ? figure.Register.Words.Names(nameof(Register.Title)) : []];
}
