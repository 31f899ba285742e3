using System.Globalization;
using System.Net;
using System.Text;

namespace Genomlys.Documents;

/// <summary>A drawing being made.</summary>
internal sealed class Svg
{
    private readonly StringBuilder content = new();

    public void Add(FormattableString element) => content.Append(element.ToString(CultureInfo.InvariantCulture));

    public void Text(double x, double y, string text, string anchor, double size = 12, bool bold = false, string fill = "currentColor") =>
        Add($"<text x='{N(x)}' y='{N(y)}' text-anchor='{anchor}' font-family='Inter' font-size='{size}' font-weight='{(bold ? 600 : 400)}' fill='{fill}'>{WebUtility.HtmlEncode(text)}</text>");

    /// <summary>The names of several series, in their colours.</summary>
    public int Legend(IReadOnlyList<Series> series, double x, int y)
    {
        if (series.Count < 2)
            return 0;
        foreach (var (n, one) in series.Index())
        {
            Add($"<rect x='{N(x)}' y='{y}' width='11' height='11' fill='#{Shade.At(n).Colour}'/>");
            Text(x + 17, y + 10, one.Name, "start");
            x += 40 + Width(one.Name);
        }
        return 24;
    }

    public string Frame(double width, double height) =>
        $"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {N(width)} {N(height)}' width='{N(width)}' height='{N(height)}' color='#1a1f2b'>{content}</svg>";

    public static string N(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>About how wide Inter sets a text.</summary>
    public static double Width(string text, double size = 12) => text.Length * size * 0.56;

    /// <summary>The text in lines of at most this width, divided at spaces and after slashes and hyphens.</summary>
    public static List<string> Wrap(string text, double width, double size = 12)
    {
        List<string> lines = [""];
        foreach (var word in text.Replace("/", "/\u200B").Replace("-", "-\u200B").Split([' ', '\u200B']))
        {
            var joint = lines[^1] is "" || lines[^1][^1] is '/' or '-' ? "" : " ";
            if (lines[^1] is not "" && Width(lines[^1] + joint + word, size) > width)
                lines.Add(word);
            else
                lines[^1] += joint + word;
        }
        return lines;
    }
}
