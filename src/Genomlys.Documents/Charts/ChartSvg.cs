namespace Genomlys.Documents;

/// <summary>Charts as SVG, for page and PDF. Every part carries its name and number; text takes the colour of its surroundings.</summary>
internal static class ChartSvg
{
    public static string Draw(Block.Chart chart, string language) => chart.Shape switch
    {
        ChartShape.Ring => RingSvg.Draw(chart, language),
        ChartShape.Bar => BarSvg.Draw(chart, language),
        ChartShape.Line => LineSvg.Draw(chart, language),
    };
}
