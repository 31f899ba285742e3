namespace Genomlys.Shared.Reports;

/// <summary>How far a place of a report has come.</summary>
public enum PlaceState { Empty, Draft, Ready }

/// <summary>The report that is being written, seen from outside: for the navigation, the start page and the command line.</summary>
public sealed record ReportOutline(int Year, DateOnly AsOf, string Title, string Href, IReadOnlyList<OutlinePlace> Places);

/// <summary>A place of the report with its number as printed, empty where it has none.</summary>
public sealed record OutlinePlace(string Key, string Number, string Heading, string Href, PlaceState State);

/// <summary>Whoever writes the report answers; start page, navigation and command line ask and know no module.</summary>
public interface IReportOutline
{
    /// <summary>The newest report; null when none has been started.</summary>
    Task<ReportOutline?> CurrentAsync(CancellationToken stop);

    /// <summary>What a year's figures cover: to the report's day where there is a report, else to the end of the year or today.</summary>
    Task<Period> PeriodAsync(int year, CancellationToken stop);
}
