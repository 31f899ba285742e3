namespace Genomlys.Shared.Data;

/// <summary>The oldest version of a series that is safe to keep data in. Ships as safe-versions.csv, with source and day; <c>Guards:SafeVersions</c> names a newer file of the same kind.</summary>
internal sealed record SafeVersion(string Product, string Series, Version Least, string Reason)
{
    public static IReadOnlyList<SafeVersion> Read(IConfiguration configuration)
    {
        using var lines = configuration["Guards:SafeVersions"] is { } file ? new StreamReader(file) : new StreamReader(typeof(SafeVersion).Assembly.GetManifestResourceStream($"{typeof(SafeVersion).Namespace}.safe-versions.csv")!);
        return [.. lines.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Skip(1).Select(Of)];
    }

    private static SafeVersion Of(string line) => line.Split(',') is [var product, var series, var least, var reason, ..] && Version.TryParse(least, out var version)
        ? new(product, series, version, reason)
        : throw new SettingException(Words.Kernel.Format("Guard.Versions", line));

    /// <summary>What the version falls short of. A series newer than all that are known is taken to be mended; one between or before them is not.</summary>
    public static SafeVersion? ShortOf(IReadOnlyList<SafeVersion> safe, string product, string version)
    {
        var (has, known) = (Parse(version), safe.Where(s => s.Product == product).OrderBy(s => s.Least).ToList());
        var ofSeries = known.FindLast(s => version == s.Series || version.StartsWith(s.Series + '.', StringComparison.Ordinal)) ?? known.Find(s => s.Least > has);
        return ofSeries is not null && has < ofSeries.Least ? ofSeries : null;
    }

    /// <summary>"15.18 (Debian 15.18-0)" and "18rc1" too.</summary>
    private static Version Parse(string said)
    {
        var numbers = said.Split(' ')[0].Split('.').Select(part => int.TryParse(string.Concat(part.TakeWhile(char.IsAsciiDigit)), out var number) ? number : 0).Take(3).ToList();
        return numbers is [var major, var minor, var patch] ? new(major, minor, patch) : new(numbers[0], numbers.ElementAtOrDefault(1));
    }
}
