using System.Globalization;
using System.Text.RegularExpressions;
using Genomlys.Shared.Ui;

namespace Genomlys.Shared.Imports;

/// <summary>How a file that was read in stands in the audit log: its name, its SHA-256, how many records it brought and how many it changed.</summary>
internal static partial class ImportTold
{
    private const int ShownOfHash = 12;

    public static string Of(string file, string hash, int added, int changed) => $"{file} sha256:{hash} +{added} ~{changed}";

    /// <summary>For the reader, who finds the whole of the hash on the import's own page; null for what is said of something else.</summary>
    public static string? InWords(string said)
    {
        if (Form.Match(said) is not { Success: true, Groups: var told })
            return null;
        return Problem.Texts.Format("Told", told["file"].Value, Count("added"), Count("changed"), told["hash"].Value[..ShownOfHash]);

        string Count(string of) => Numbers.Of(int.Parse(told[of].ValueSpan, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex("^(?<file>.*) sha256:(?<hash>[0-9a-f]{64}) [+](?<added>[0-9]{1,9}) ~(?<changed>[0-9]{1,9})$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form { get; }
}
