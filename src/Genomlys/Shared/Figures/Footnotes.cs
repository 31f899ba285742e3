using System.Globalization;

namespace Genomlys.Shared.Figures;

/// <summary>What stands at the foot of the page under a printed number: what was counted, of how many, from where, on which day, what was left out, and how.</summary>
public static class Footnotes
{
    public static string Of(FigureResult figure) => Said(figure,
        figure.Population is { } population
            ? Words.Kernel.Format("Footnote.OutOf", figure.Title, Number(population))
            : Words.Kernel.Format("Footnote.What", figure.Title),
        "Footnote.Source");

    /// <summary>The same under a table, whose caption says what and whose foot says that it is a source.</summary>
    public static string Under(FigureResult figure) => Said(figure, "", "Footnote.Under");

    private static string Said(FigureResult figure, string what, string sourceKey)
    {
        var says = new List<string> { what, Words.Kernel.Format(sourceKey, figure.Source, figure.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) };
        says.AddRange(figure.Exclusions.Select(e => Words.Kernel.Format("Footnote.Excluded", e.Count, e.Reason.TrimEnd('.'))));
        says.Add(figure.Rule);
        return string.Join(' ', says.Where(s => s is not ""));
    }

    internal static string Number(decimal value) => value.ToString("N0", CultureInfo.CurrentCulture);
}
