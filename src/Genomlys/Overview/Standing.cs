using Genomlys.Shared;
using Genomlys.Shared.Data;
using Genomlys.Shared.Figures;
using Genomlys.Shared.Findings;
using Genomlys.Shared.Registers;
using Genomlys.Shared.Reports;

namespace Genomlys.Overview;

/// <summary>
/// Where the authority stands: today's findings, and the figures of the report that is being written, up to its day, beside those of the year before.
/// Without a report the figures are those of this year up to today.
/// </summary>
public sealed class Standing(GenomlysDb db, RegisterBook registers, IReportOutline reports, TimeProvider clock) : IWarmUp
{
    private IEnumerable<Finding> Findings => registers.Findings.Where(f => db.Viewer.Reads(f.Register.Area));

    private DateOnly Today => Period.DayOf(clock.GetUtcNow());

    public async Task<(IReadOnlyList<FindingResult> Findings, IReadOnlyList<FiguresOf> Figures)> OfAsync(ReportOutline? report, CancellationToken stop)
    {
        var (period, before) = await PeriodsAsync(report, stop);
        var counts = await Counts.OfAsync(db, Asked(period, before), stop);
        var groups = new List<FiguresOf>();
        foreach (var register in registers.All.Where(r => db.Viewer.Reads(r.Area) && r.Figures is [_, ..]))
        {
            var figures = new List<(FigureResult, FigureResult?)>();
            foreach (var figure in register.Figures)
                figures.Add((await figure.EvaluateAsync(db, period, counts, stop), figure.IsSplit ? null : await figure.EvaluateAsync(db, before, counts, stop)));
            groups.Add(new FiguresOf(register, figures));
        }
        return ([.. Findings.Select(f => f.Evaluate(Today, counts)).Where(f => f.Count > 0)], groups);
    }

    /// <summary>Asks the same questions from the last to the first: a visitor who comes early meets half of them known.</summary>
    public async Task WarmUpAsync(CancellationToken stop)
    {
        var (period, before) = await PeriodsAsync(await reports.CurrentAsync(stop), stop);
        foreach (var register in Asked(period, before).GroupBy(a => a.Register).Reverse())
            await Counts.OfAsync(db, register, stop);
    }

    private IEnumerable<(Register Register, Selection Selection)> Asked(Period period, Period before) =>
        [.. Findings.Select(f => (f.Register, f.SelectionAt(Today))), .. registers.All.Where(r => db.Viewer.Reads(r.Area)).SelectMany(r => r.Figures).SelectMany(f => f.Asked(db, period).Concat(f.IsSplit ? [] : f.Asked(db, before)))];

    private async Task<(Period Now, Period Before)> PeriodsAsync(ReportOutline? report, CancellationToken stop)
    {
        var year = report?.Year ?? Today.Year;
        return (await reports.PeriodAsync(year, stop), await reports.PeriodAsync(year - 1, stop));
    }
}

/// <summary>A register's figures; those without parts beside what they were the year before.</summary>
public sealed record FiguresOf(Register Register, IReadOnlyList<(FigureResult Now, FigureResult? Before)> Figures);
