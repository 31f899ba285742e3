using System.Globalization;
using Genomlys.Documents;
using Genomlys.Documents.Web;
using Genomlys.Shared;
using Genomlys.Shared.Ui;

namespace Genomlys.Review.Trends.Pages;

/// <summary>A trend in words, numbers and lines, as its pages show it.</summary>
internal static class TrendTexts
{
    private static readonly Words Texts = Words.Of<Trend>();

    /// <summary>How a year differs from the last comparable one, in words; empty for the first.</summary>
    public static string Change(this Trend trend, TrendYear year)
    {
        if (trend.Before(year) is not { } before)
            return "";
        if (year.Holds.Value is { } value)
            return Numbers.Change(value, before.Holds.Value, $"{before.Year}");
        var (now, then) = (year.Holds.Share!.Value, before.Holds.Share!.Value);
        return now == then ? Texts.Format("Share.Same", before.Year) : Texts.Format(now > then ? "Share.More" : "Share.Less", Numbers.Of(Math.Abs(now - then)), before.Year);
    }

    /// <summary>The number, or the share where only that is told.</summary>
    public static string Number(this TrendPoint point) => point.Value is { } value ? Numbers.Of(value) : Percent(point);

    public static string Percent(this TrendPoint point) => point.Share is { } share ? $"{Numbers.Of(share)} %" : "";

    /// <summary>From where it is known: <c>beslutad utgåva 2</c>, <c>läst ur granas-2024.docx</c>.</summary>
    public static string From(this TrendPoint point) => point.Source switch
    {
        TrendSource.Decided => point.Of is "" ? Texts["From.Decided"] : Texts.Format("From.Edition", point.Of),
        TrendSource.Frozen => Texts["From.Frozen"],
        TrendSource.Read => Texts.Format("From.Read", point.Of),
        TrendSource.Counted => Texts.Format("From.Counted", Day(point.AsOf)),
    };

    /// <summary>The years as a table, with a line above it where there are years enough for one.</summary>
    public static string Fragment(this Trend trend)
    {
        var table = trend.Table();
        var points = trend.Line;
        Block block = points.Count < 2 ? table : new Block.Chart(ChartShape.Line, Texts.Format("Alt", trend.Title, string.Join(", ", points.Select(p => $"{p.Year} {Numbers.Of(p.Value)}{(trend.IsOfShares ? " %" : "")}"))),
            table, [.. points.Select(p => new Part($"{p.Year}"))], [new Series(trend.Title, [.. points.Select(p => p.Value)])])
        { Unit = trend.IsOfShares ? " %" : "" };
        return WebWriter.Fragment(new Document(new Cover(trend.Title, "", "", default), [block]) { Language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName is "en" ? "en" : "sv" });
    }

    private static Block.Table Table(this Trend trend)
    {
        var hasWhole = trend.Years.Any(y => y.Holds.Population is not null);
        var hasShare = trend.Years.Any(y => y.Holds.Share is not null);
        return new Block.Table(Texts.Format("Years", trend.Title),
            [Texts["Year"], Texts["Value"], .. hasWhole ? [Texts["Whole"]] : Array.Empty<string>(), .. hasShare ? [Texts["Share"]] : Array.Empty<string>(), Texts["Change"], Texts["Source"]],
            [.. trend.Years.Reverse().Select(year => (IReadOnlyList<Cell>)
            [
                $"{year.Year}", new Cell(year.Holds.Value is { } value ? Numbers.Of(value) : "–") { Href = year.Holds.Value is null ? null : year.Holds.Href },
                .. hasWhole ? [new Cell(year.Holds.Population is { } whole ? Numbers.Of(whole) : "–")] : Array.Empty<Cell>(),
                .. hasShare ? [new Cell(year.Holds.Share is null ? "–" : year.Holds.Percent())] : Array.Empty<Cell>(),
                trend.Change(year) is { Length: > 0 } change ? change : "–", new Cell(year.Holds.From()) { Href = year.Holds.Href },
            ])])
        { NumberColumns = [1, .. hasWhole ? [2] : Array.Empty<int>(), .. hasShare ? [hasWhole ? 3 : 2] : Array.Empty<int>()] };
    }

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
