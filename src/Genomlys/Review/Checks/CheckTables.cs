using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Genomlys.Review.Checks;

/// <summary>The words, patterns and limits of the checks, as data. A pattern that takes longer than a second has not matched.</summary>
public sealed class CheckTables
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };
    private readonly ConcurrentDictionary<(string Pattern, bool IsExact), Regex> made = [];
    private readonly Dictionary<string, JsonElement> said;

    public static CheckTables Shipped { get; } = new();

    private CheckTables()
    {
        using var file = typeof(CheckTables).Assembly.GetManifestResourceStream($"{typeof(CheckTables).Namespace}.checks.json")!;
        said = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(file)!;
        Limits = Of<CheckLimits>("limits");
        Weekdays = Of<string[]>("weekdays");
        Numbers = Of<Dictionary<string, int>>("numbers");
        Laws = Of<LawNames[]>("laws");
        Overtaken = Of<Overtaken[]>("overtaken");
        Terms = Of<Term[]>("terms");
        Misspelt = Of<Misspelt[]>("misspelt");
        TwoStates = Of<string[]>("twoStates");
        Audiences = Of<Audience[]>("audiences");
        NoticeDuties = Of<NoticeDuty[]>("noticeDuties");
        Fillers = Of<HashSet<string>>("fillers");
    }

    public CheckLimits Limits { get; }
    public IReadOnlyList<string> Weekdays { get; }
    public IReadOnlyDictionary<string, int> Numbers { get; }
    internal IReadOnlyList<LawNames> Laws { get; }
    internal IReadOnlyList<Overtaken> Overtaken { get; }
    internal IReadOnlyList<Term> Terms { get; }
    internal IReadOnlyList<Misspelt> Misspelt { get; }
    internal IReadOnlyList<string> TwoStates { get; }
    internal IReadOnlyList<Audience> Audiences { get; }
    internal IReadOnlyList<NoticeDuty> NoticeDuties { get; }
    internal IReadOnlySet<string> Fillers { get; }

    /// <summary>The pattern that goes by the name.</summary>
    public Regex this[string name] => Pattern(said[name].GetString()!);

    /// <summary>A pattern that stands in a row of a table; exact where capitals tell forms apart.</summary>
    public Regex Pattern(string pattern, bool isExact = false) => made.GetOrAdd((pattern, isExact), static p =>
        new Regex(p.Pattern, RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.Singleline | (p.IsExact ? RegexOptions.None : RegexOptions.IgnoreCase), TimeSpan.FromSeconds(1)));

    private T Of<T>(string name) => said[name].Deserialize<T>(Form)!;
}

public sealed record CheckLimits(int AsOfDays, decimal MostRounding, decimal SharesNear, int LeastFigure, int ProtectedWords, double Similar, int Stem, int HeadingSlip);

/// <summary>By which words a text names a law of the library; one that is not there itself ends when the one that replaced it began. A day once proposed in what prepared it may be told as proposed.</summary>
internal sealed record LawNames(string Reference, string Names, string? NotBy, string? ReplacedBy, string[]? Prepared);

/// <summary>What was right until a day and is called something else since.</summary>
internal sealed record Overtaken(string Says, string? Unless, DateOnly From, string Now);

internal sealed record Term(string Name, string[] Forms, string[] Labels);

internal sealed record Misspelt(string Says, string Right);

internal sealed record Audience(string Name, string Stem);

internal sealed record NoticeDuty(string Name, int Hours, string Sent);
