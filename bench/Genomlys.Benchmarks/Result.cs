namespace Genomlys.Benchmarks;

/// <summary>One line: what was measured, beside what, and what it may be. A ratio holds on any machine; an absolute target is for an idle one.</summary>
internal sealed record Result(string Name, double Value, string Unit)
{
    public string Against { get; init; } = "";
    public double? Other { get; init; }
    public double? Target { get; init; }

    /// <summary>The target is for the ratio, not for the value.</summary>
    public bool IsRatioTarget { get; init; }

    /// <summary>More is better.</summary>
    public bool IsRate { get; init; }

    public double? Ratio => Other is > 0 and var other ? Value / other : null;

    public bool? IsOk => (Target, IsRatioTarget ? Ratio : Value) is ({ } target, { } found) ? IsRate ? found >= target : found <= target : null;
}
