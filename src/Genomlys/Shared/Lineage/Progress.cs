namespace Genomlys.Shared.Lineage;

/// <summary>How far something has come, as whoever answers for it reports.</summary>
public enum Progress { NotStarted, Partly, Done }

/// <summary>What many parts have come to together.</summary>
public static class Progresses
{
    /// <summary>Done when all are, partly when any is begun; null when nothing has been reported of any.</summary>
    public static Progress? Together(IReadOnlyCollection<Progress?> parts) =>
        parts.Count > 0 && parts.All(p => p is Progress.Done) ? Progress.Done
        : parts.Any(p => p is Progress.Done or Progress.Partly) ? Progress.Partly
        : parts.Any(p => p is Progress.NotStarted) ? Progress.NotStarted
        : null;
}
