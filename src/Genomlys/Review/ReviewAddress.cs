using System.Globalization;

namespace Genomlys.Review;

/// <summary>What a review is called in addresses: its year, and its kind where that is not the management review. 2025, 2025-dpo.</summary>
public readonly record struct ReviewAddress(int Year, ReviewKind Kind)
{
    private const string Officers = "-dpo";
    private const int YearDigits = 4;

    public string Href => $"/review/{this}";

    public static ReviewAddress? Read(string? said)
    {
        var isOfficers = said?.EndsWith(Officers, StringComparison.Ordinal) is true;
        var year = isOfficers ? said![..^Officers.Length] : said ?? "";
        return year.Length is YearDigits && int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? new(read, isOfficers ? ReviewKind.DpoAnnualReport : ReviewKind.ManagementReview) : null;
    }

    public override string ToString() => Kind switch
    {
        ReviewKind.ManagementReview => Year.ToString("0000", CultureInfo.InvariantCulture),
        ReviewKind.DpoAnnualReport => Year.ToString("0000", CultureInfo.InvariantCulture) + Officers,
    };
}
