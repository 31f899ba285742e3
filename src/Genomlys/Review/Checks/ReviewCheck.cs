using Genomlys.Shared;
using Genomlys.Shared.Findings;

namespace Genomlys.Review.Checks;

/// <summary>One rule that a review is held against. It sees what is handed to it and nothing else: no database, no clock.</summary>
public abstract class ReviewCheck(string key)
{
    private protected static readonly Words Texts = Words.Of<ReviewCheck>();
    private protected static readonly CheckTables Tables = CheckTables.Shipped;
    private const int MostCharacters = 160;

    /// <summary>What the check is called, in addresses and lists.</summary>
    public string Key => key;
    public string Title => Texts[$"Check.{key}"];

    public abstract IEnumerable<Problem> Find(CheckedReview review);

    /// <summary>Blocks the decision unless someone overrides it with a reason.</summary>
    private protected Problem Error(CheckedPlace place, string said, string excerpt, int? line, params ReadOnlySpan<object?> values) => Make(Severity.Error, place, said, excerpt, line, values);

    private protected Problem Warning(CheckedPlace place, string said, string excerpt, int? line, params ReadOnlySpan<object?> values) => Make(Severity.Warning, place, said, excerpt, line, values);

    private Problem Make(Severity severity, CheckedPlace place, string said, string excerpt, int? line, ReadOnlySpan<object?> values) =>
        new(key, severity, place.Key, place.Title, Texts.Format(said, values), Texts.Format($"{said}.Remedy", values), Shortened(excerpt), line ?? place.Line);

    private static string Shortened(string excerpt) => excerpt.Trim() is { Length: > MostCharacters } longer ? longer[..MostCharacters].TrimEnd() + "…" : excerpt.Trim();

    /// <summary>As in running text: 15 november 2025.</summary>
    private protected static string Day(DateOnly day) => day.ToString("d MMMM yyyy", System.Globalization.CultureInfo.CurrentCulture);
}
