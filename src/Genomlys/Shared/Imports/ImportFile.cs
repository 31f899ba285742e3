using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Genomlys.Shared.Imports;

/// <summary>A file to be read, perhaps more than once, from wherever it lies.</summary>
public sealed partial class ImportFile(string name, long size, Func<Stream> open)
{
    public string Name => name;
    public long Size => size;
    public Stream Open() => open();

    public static ImportFile On(string path) => new(Path.GetFileName(path), new FileInfo(path).Length, () => File.OpenRead(path));
    public static ImportFile Of(string name, byte[] content) => new(name, content.Length, () => new MemoryStream(content, writable: false));

    /// <summary>The day in the name of the file, as exports often have it.</summary>
    public DateOnly? NamedDay => Day().Matches(name).Select(m => DateOnly.TryParseExact(m.Value, ["yyyy-MM-dd", "yyyyMMdd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : (DateOnly?)null).LastOrDefault(d => d is not null);

    public async Task<string> HashAsync(CancellationToken stop)
    {
        await using var content = open();
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, stop));
    }

    [GeneratedRegex(@"(?<!\d)20\d\d-?\d\d-?\d\d(?!\d)", RegexOptions.None, 1000)]
    private static partial Regex Day();
}
