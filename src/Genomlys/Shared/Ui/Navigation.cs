namespace Genomlys.Shared.Ui;

/// <summary>A step of the way to a page; the page itself has no address.</summary>
public sealed record Crumb(string Text, string Href = "");

/// <summary>How far a chapter of the report has come.</summary>
public enum ChapterState { Empty, Draft, Ready }

/// <summary>A chapter of the report, as the navigation shows it.</summary>
public sealed record ChapterLink(string Number, string Heading, string Href, ChapterState State);

/// <summary>The report of the year as a second way into the work; the module that holds reports offers it.</summary>
public interface IReportNavigation
{
    /// <summary>What the report is called in the navigation, and its chapters in order; none when there is no report yet.</summary>
    Task<(string Title, IReadOnlyList<ChapterLink> Chapters)> ChaptersAsync(CancellationToken stop);
}
