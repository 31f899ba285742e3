using System.Globalization;
using System.Text.RegularExpressions;

namespace Genomlys.Documents;

/// <summary>Swedish (and English) typesetting: numbers, and the spaces at which a line must not break.</summary>
public static partial class Typography
{
    private const string Bound = "\u00A0";

    private static readonly CultureInfo Swedish = CultureInfo.GetCultureInfo("sv-SE");
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>2 428 and 39,5 in Swedish, 2,428 and 39.5 in English; no more decimals than there are.</summary>
    public static string Number(decimal value, string language = "sv") =>
        value.ToString("#,##0.##", language == "en" ? British : Swedish);

    /// <summary>For tables and charts: 39 % in Swedish, 39% in English.</summary>
    public static string Percent(decimal value, string language = "sv") => Number(value, language) + (language == "en" ? "%" : Bound + "%");

    /// <summary>For sentences: 39 procent.</summary>
    public static string PercentInWords(decimal value, string language = "sv") => Number(value, language) + Bound + (language == "en" ? "per cent" : "procent");

    /// <summary>Binds what belongs together: 39 %, 12 §, 2 428, art. 33, 5 kap., 30 mkr. Dates and all else stay as given.</summary>
    public static string Set(string text, string language = "sv")
    {
        text = Thousands().Replace(text, number => number.Value.Replace(" ", Bound));
        text = BeforeUnit().Replace(text, Bound);
        text = AfterAbbreviation().Replace(text, Bound);
        return language == "en" ? text : TightPercent().Replace(text, Bound);
    }

    [GeneratedRegex(@"(?<![\d.,:\-–/])\d{1,3}(?: \d{3})+(?![\d\-–])", RegexOptions.None, 1000)]
    private static partial Regex Thousands();

    [GeneratedRegex(@"(?<=\d) (?=(?:%|§|procent\b|kap\.|st\b|kr\b|tkr\b|mkr\b|kronor\b|per cent\b))|(?<=§) (?=\d)", RegexOptions.None, 1000)]
    private static partial Regex BeforeUnit();

    [GeneratedRegex(@"(?<=\b(?:art\.|artikel|prop\.|dnr|nr|kap\.|s\.|NIS)) (?=\d)", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex AfterAbbreviation();

    [GeneratedRegex(@"(?<=\d)(?=%(?!\w))", RegexOptions.None, 1000)]
    private static partial Regex TightPercent();
}
