using Genomlys.Review.Templates;
using Genomlys.Shared.Reports;

namespace Genomlys.Review.Checks;

/// <summary>A printed report as plain records: headings with their printed numbers, and under each its passages with the lines of the source. Whoever reads reports may make one.</summary>
public sealed record PrintedText(int Year, DateOnly? AsOf, IReadOnlyList<CheckedPlace> Places)
{
    /// <summary>Held against the library of laws and, where it is known, the template it follows. Without a day of its own its numbers are taken to be those of the year's end.</summary>
    public CheckedReview Checked(DateOnly today, IReadOnlyList<LawFact> laws, Template? model = null) => new(Year, AsOf ?? new DateOnly(Year, 12, 31), today, Places)
    {
        IsPrinted = true,
        LacksAsOf = AsOf is null,
        Laws = laws,
        Model = model is null ? [] : [.. model.Places.Where(p => p.Number is not "").Select(p => (p.Heading, p.Level))],
    };
}
