using Genomlys.Shared.Data;
using Genomlys.Shared.Figures;

namespace Genomlys.Shared.Reports;

/// <summary>What a section writes from: the database as the reader may see it, and the period whose last day the report speaks of. It keeps each figure that was used, as it is told where a report tells it in its own way, and does not count anew what is known.</summary>
public sealed class SectionContext(GenomlysDb db, Period period, Func<FigureResult, FigureResult>? told = null, IReadOnlyDictionary<string, FigureResult>? known = null)
{
    private readonly Dictionary<string, FigureResult> used = [];

    public GenomlysDb Db => db;
    public Period Period => period;
    public DateOnly AsOf => period.Last;
    public int Year => period.Last.Year;

    /// <summary>The figures the report has printed, in the order they were first asked for.</summary>
    public IReadOnlyList<FigureResult> Used => [.. used.Values];

    /// <summary>Several at once: one question to each register, however many they are.</summary>
    public async Task FiguresAsync(IReadOnlyCollection<Figure> figures, CancellationToken stop)
    {
        foreach (var figure in figures.Where(f => !used.ContainsKey(f.Key)))
            if (known?.GetValueOrDefault(figure.Key) is { } then)
                used.Add(figure.Key, then);
        var fresh = figures.Where(f => !used.ContainsKey(f.Key)).ToList();
        if (fresh is [])
            return;
        var counts = await Counts.OfAsync(db, fresh.SelectMany(f => f.Asked(db, period)), stop);
        foreach (var figure in fresh)
            used.Add(figure.Key, await figure.EvaluateAsync(db, period, counts, stop) is var counted && told is not null ? told(counted) : counted);
    }

    /// <summary>Counted once for the whole report, so that it cannot say two numbers.</summary>
    public async Task<FigureResult> FigureAsync(Figure figure, CancellationToken stop)
    {
        if (!used.TryGetValue(figure.Key, out var result))
            used.Add(figure.Key, result = known?.GetValueOrDefault(figure.Key) ?? (await figure.EvaluateAsync(db, period, stop) is var counted && told is not null ? told(counted) : counted));
        return result;
    }
}
