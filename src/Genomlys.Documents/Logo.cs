namespace Genomlys.Documents;

/// <summary>The authority's mark on the first page, a PNG, and what it says to those who do not see it. Every form prints it in the same measure.</summary>
public sealed record Logo(byte[] Png, int PixelWidth, int PixelHeight, string Alt)
{
    private const double MostWidth = 60, MostHeight = 20;

    /// <summary>As large as fits in its place on the page, in millimetres.</summary>
    public double Width => PixelWidth * Scale;
    public double Height => PixelHeight * Scale;

    private double Scale => Math.Min(MostWidth / PixelWidth, MostHeight / PixelHeight);
}
