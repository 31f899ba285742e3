using System.Globalization;
using System.Text.RegularExpressions;

namespace Genomlys.Shared;

/// <summary>Swedish personal identity and coordination numbers (folkbokföringslagen (1991:481) 18 and 18 a §) in a text, in whatever form they are written: with century or without, with a hyphen, a plus, a space or nothing; as file names spell them too.</summary>
public static partial class IdentityNumber
{
    private const int CoordinationDays = 60;

    /// <summary>Where they stand.</summary>
    public static IReadOnlyList<Match> In(string text) => [.. Form().Matches(text).Where(m => Is(m.Groups["six"].Value, m.Groups["four"].Value))];

    public static bool IsIn(string text) => In(text) is [_, ..];

    /// <summary>A day that has been or can be someone's birth, or sixty days later for a coordination number, and the last digit as Luhn has it.</summary>
    private static bool Is(string six, string four)
    {
        var (month, day) = (int.Parse(six[2..4], CultureInfo.InvariantCulture), int.Parse(six[4..6], CultureInfo.InvariantCulture));
        if (day > CoordinationDays)
            day -= CoordinationDays;
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(2000 + int.Parse(six[..2], CultureInfo.InvariantCulture), month))
            return false;
        var sum = 0;
        foreach (var (digit, at) in (six + four).Select((c, at) => (c - '0', at)))
            sum += at % 2 is 1 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
        return sum % 10 is 0;
    }

    [GeneratedRegex("(?<![0-9])(?:19|20)?(?<six>[0-9]{6})[-+_ –\u00A0]?(?<four>[0-9]{4})(?![0-9])", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
