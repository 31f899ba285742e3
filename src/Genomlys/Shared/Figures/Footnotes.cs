using System.Globalization;

namespace Genomlys.Shared.Figures;

/// <summary>What stands at the foot of the page under a printed number: what was counted, of how many, from where, on which day, what was left out, and how.</summary>
public static class Footnotes
{
    public static string Of(FigureResult figure)
    {
        var says = new List<string>
        {
            figure.Population is { } population
                ? Words.Kernel.Format("Footnote.OutOf", figure.Title, Number(population))
                : Words.Kernel.Format("Footnote.What", figure.Title),
            Words.Kernel.Format("Footnote.Source", figure.Source, figure.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        };
        says.AddRange(figure.Exclusions.Select(e => Words.Kernel.Format("Footnote.Excluded", e.Count, e.Reason.TrimEnd('.'))));
        if (figure.Rule is not "")
            says.Add(figure.Rule);
        return string.Join(' ', says);
    }

    internal static string Number(decimal value) => value.ToString("N0", CultureInfo.CurrentCulture);
}
