using System.Globalization;
using System.Text.RegularExpressions;

namespace Genomlys.Shared;

/// <summary>A Swedish personal identity or coordination number (folkbokföringslagen (1991:481) 18 and 18 a §).</summary>
public static partial class IdentityNumber
{
    private const int CoordinationDays = 60;

    public static bool IsIn(string text) => Alike().Matches(text).Any(m => Is(m.Groups["six"].Value, m.Groups["four"].Value));

    /// <summary>A day that has been or can be someone's birth, or sixty days later for a coordination number, and the last digit as Luhn has it.</summary>
    public static bool Is(string six, string four)
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

    /// <summary>As file names spell it too, where a space becomes an underscore.</summary>
    [GeneratedRegex("(?<![0-9])(?:19|20)?(?<six>[0-9]{6})[-+_ ]?(?<four>[0-9]{4})(?![0-9])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Alike();
}
