namespace Genomlys.Shared.Imports;

/// <summary>Why a file or a row of it cannot be taken, in the reader's language: which file, which line, which column, which reason.</summary>
public sealed record Problem(string Key, string File, string Reason)
{
    public int? Line { get; init; }
    public string Column { get; init; } = "";

    internal static readonly Words Texts = Words.Of<Problem>();

    internal static Problem Of(string key, string file, params ReadOnlySpan<object?> values) => new(key, file, Texts.Format($"Problem.{key}", values));

    public override string ToString() => string.Join(", ",
    [
        .. File is "" ? Array.Empty<string>() : [File],
        .. Line is null ? Array.Empty<string>() : [Texts.Format("AtLine", Line)],
        .. Column is "" ? Array.Empty<string>() : [Texts.Format("AtColumn", Column)],
    ]) is { Length: > 0 } place ? $"{place}: {Reason}" : Reason;
}

/// <summary>Stops the reading of a file; caught where the import begins, never shown as it is.</summary>
internal sealed class UnreadableException(Problem problem) : Exception(problem.Reason)
{
    public Problem Problem => problem;
}
