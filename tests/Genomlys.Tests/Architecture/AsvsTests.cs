using System.Text.RegularExpressions;

namespace Genomlys.Tests.Architecture;

/// <summary>What docs/asvs.csv says of each requirement of OWASP ASVS 5.0, levels 1 and 2, stands on tests that exist.</summary>
public sealed partial class AsvsTests
{
    private const int Requirements = 246;

    [Fact]
    public void Every_requirement_stands_once_with_a_test_or_a_reason()
    {
        var rows = Rows(File.ReadAllLines(Path.Combine(Repository.Root, "docs", "asvs.csv")));
        Assert.Equal(Requirements, rows.Count);
        Assert.Equal(rows.Select(r => r.Id).Distinct(), rows.Select(r => r.Id));
        Assert.Empty(Wrong(rows, Tests()));
    }

    [Fact]
    public void The_rule_is_red_on_planted_rows()
    {
        var rows = Rows(["id;level;subject;status;evidence;reason", "V1.1.1;1;a;test;ATests.There;", "V1.1.2;1;b;test;ATests.Gone ATests.There;", "V1.1.3;1;c;test;;", "V1.1.4;1;d;not yet;;", "V1.1.5;1;e;done;;", "V1.1.6;1;f;n/a;;No mail."]);
        Assert.Equal(["V1.1.2: there is no test ATests.Gone.", "V1.1.3: no test is named.", "V1.1.4: no reason is given.", "V1.1.5: done is no status."], Wrong(rows, ["ATests.There"]));
        Assert.Contains("AsvsTests.The_rule_is_red_on_planted_rows", Tests());
    }

    private static IEnumerable<string> Wrong(IReadOnlyList<(string Id, string Status, string[] Tests, string Reason)> rows, HashSet<string> tests)
    {
        foreach (var (id, status, named, reason) in rows)
        {
            foreach (var gone in named.Where(n => !tests.Contains(n)))
                yield return $"{id}: there is no test {gone}.";
            if (status is "test" && named is [])
                yield return $"{id}: no test is named.";
            if (status is "n/a" or "not yet" && reason is "")
                yield return $"{id}: no reason is given.";
            if (status is not ("test" or "n/a" or "not yet"))
                yield return $"{id}: {status} is no status.";
        }
    }

    private static List<(string Id, string Status, string[] Tests, string Reason)> Rows(IEnumerable<string> lines) =>
        [.. lines.Skip(1).Where(l => l is not "").Select(l => l.Split(';')).Select(c => (c[0], c[3], c[4].Split(' ', StringSplitOptions.RemoveEmptyEntries), c[5].Trim()))];

    /// <summary>The tests of all test projects, as their sources declare them.</summary>
    private static HashSet<string> Tests() =>
        [.. from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories)
            where !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            from test in Test().Matches(File.ReadAllText(file))
            select $"{Path.GetFileNameWithoutExtension(file)}.{test.Groups["name"].Value}"];

    [GeneratedRegex(@"\[(?:Fact|Theory)\b[^\n]*\n(?:\s*\[[^\n]*\n|\s*//[^\n]*\n)*\s*public (?:static )?(?:async )?(?:Task|ValueTask|void) (?<name>\w+)\(", RegexOptions.None, 5000)]
    private static partial Regex Test();
}
