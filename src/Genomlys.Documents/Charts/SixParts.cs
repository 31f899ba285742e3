namespace Genomlys.Documents;

/// <summary>A picture shows at most six parts: the five largest in their order, the rest as one. The table keeps them all.</summary>
internal static class SixParts
{
    private const int Most = 6;

    public static Block.Chart Of(Block.Chart chart, string language)
    {
        if (chart.Shape == ChartShape.Line || chart.Parts.Count <= Most || chart.Series is not [var series])
            return chart;
        var kept = series.Values.Index().OrderByDescending(v => v.Item).ThenBy(v => v.Index).Take(Most - 1).Select(v => v.Index).Order().ToList();
        var rest = series.Values.Index().Where(v => !kept.Contains(v.Index)).Sum(v => v.Item);
        return chart with
        {
            Parts = [.. kept.Select(n => chart.Parts[n]), new Part(Words.In(language)["Others"])],
            Series = [series with { Values = [.. kept.Select(n => series.Values[n]), rest] }],
        };
    }
}
