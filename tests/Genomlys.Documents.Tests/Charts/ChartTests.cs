using System.Xml.Linq;
using Genomlys.Documents;

namespace Genomlys.Tests.Documents.Charts;

public sealed class ChartTests
{
    [Fact]
    public void A_picture_shows_the_five_largest_parts_with_the_rest_as_one()
    {
        var drawn = Texts(Chart(ChartShape.Ring, [1, 40, 2, 30, 20, 3, 10, 4]));
        Assert.Equal(["B", "D", "E", "G", "H", "Övriga"], drawn.Where(t => t.Length > 0 && !char.IsDigit(t[0])).Order(StringComparer.Ordinal));
        Assert.Contains("6", drawn);   // 1 + 2 + 3
    }

    [Fact]
    public void Points_in_time_are_never_lumped_together() =>
        Assert.Contains("A", Texts(Chart(ChartShape.Line, [1, 40, 2, 30, 20, 3, 10, 4])));

    [Theory]
    [InlineData(ChartShape.Ring)]
    [InlineData(ChartShape.Bar)]
    [InlineData(ChartShape.Line)]
    public void Nothing_can_be_drawn(ChartShape shape) => Assert.NotNull(XDocument.Parse(ChartSvg.Draw(Chart(shape, [0, 0]), "sv")));

    [Fact]
    public void A_single_part_is_a_whole_ring() => Assert.Contains("<circle", ChartSvg.Draw(Chart(ChartShape.Ring, [5, 0]), "sv"));

    [Fact]
    public void Labels_of_a_ring_do_not_cover_one_another()
    {
        var labels = XDocument.Parse(ChartSvg.Draw(Chart(ChartShape.Ring, [94, 2, 1, 1, 1, 1]), "sv")).Descendants().Where(e => e.Name.LocalName == "text")
            .Select(e => (Side: (string)e.Attribute("text-anchor")!, Y: (double)e.Attribute("y")!)).GroupBy(l => l.Side);
        Assert.All(labels, side => Assert.All(side.OrderBy(l => l.Y).Zip(side.OrderBy(l => l.Y).Skip(1)), pair => Assert.True(pair.Second.Y - pair.First.Y >= 12)));
    }

    [Fact]
    public void The_six_colours_stand_out_from_the_paper()
    {
        Assert.All(Shade.All, shade => Assert.InRange(Contrast(shade.Colour, "ffffff"), 3, 21));
        Assert.All(Shade.All, shade => Assert.InRange(Contrast(shade.Colour, shade.Ink), 4.5, 21));
    }

    private static double Contrast(string one, string other)
    {
        double[] light = [Light(one), Light(other)];
        return (light.Max() + 0.05) / (light.Min() + 0.05);
    }

    private static double Light(string colour) => Convert.FromHexString(colour).Select(c => c / 255.0).Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)).Zip([0.2126, 0.7152, 0.0722], (c, w) => c * w).Sum();

    private static List<string> Texts(Block.Chart chart) =>
        [.. XDocument.Parse(ChartSvg.Draw(((Block.Chart)Proof.Read(Making.Short(chart)).Blocks[0]), "sv")).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value)];

    private static Block.Chart Chart(ChartShape shape, decimal[] values) =>
        new(shape, "Bild", new("Bild", ["Del", "Antal"], []), [.. values.Select((_, n) => new Part($"{(char)('A' + n)}"))], [new("Antal", values)]);
}
