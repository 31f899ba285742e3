using System.Globalization;
using System.Text.RegularExpressions;

namespace Genomlys.Shared.Imports;

/// <summary>The year a file is about, as its name says it: vor-ikp-2025.csv.</summary>
public static partial class YearOfFile
{
    extension(Cells row)
    {
        /// <summary>The first year in the file's name; null when it names none.</summary>
        public int? NamedYear => Named.Match(row.File) is { Success: true } year ? int.Parse(year.ValueSpan, CultureInfo.InvariantCulture) : null;
    }

    [GeneratedRegex("20[0-9]{2}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Named { get; }
}
