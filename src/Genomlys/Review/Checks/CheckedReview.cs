using Genomlys.Shared.Figures;
using Genomlys.Shared.Reports;

namespace Genomlys.Review.Checks;

/// <summary>A review as the checks see it: its texts by place, and what the registers know beside them. Today is the day the checks are made.</summary>
public sealed record CheckedReview(int Year, DateOnly AsOf, DateOnly Today, IReadOnlyList<CheckedPlace> Places)
{
    /// <summary>A finished report that was read in as text: no register stands behind its numbers.</summary>
    public bool IsPrinted { get; init; }

    /// <summary>A report that was read in and never says of which day its numbers are.</summary>
    public bool LacksAsOf { get; init; }

    /// <summary>The day it was written: a printed text is as old as its numbers.</summary>
    public DateOnly WrittenOn => IsPrinted ? AsOf : Today;

    public IReadOnlyList<FigureResult> Figures { get; init; } = [];
    public IReadOnlyList<LawFact> Laws { get; init; } = [];
    public IReadOnlyList<ProposalFact> Proposals { get; init; } = [];
    public IReadOnlyList<PlanFact> Plan { get; init; } = [];
    public IReadOnlyList<DutyFact> Duties { get; init; } = [];

    /// <summary>What the review before proposed; nothing when that is not known.</summary>
    public IReadOnlyList<EarlierFact>? Earlier { get; init; }

    /// <summary>Texts of protected records, to be recognised and never shown.</summary>
    public IReadOnlyList<string> Protected { get; init; } = [];

    /// <summary>Headings with the depth they have in the template, where a printed report is held against it.</summary>
    public IReadOnlyList<(string Heading, int Level)> Model { get; init; } = [];

    public IEnumerable<(CheckedPlace Place, Passage Passage)> Passages => Places.SelectMany(place => place.Passages.Select(passage => (place, passage)));

    /// <summary>What someone has written by hand, and everything in a report that was read in.</summary>
    public IEnumerable<(CheckedPlace Place, Passage Passage)> Written => Passages.Where(p => p.Passage.IsWritten);

    /// <summary>The place, of those whose headings the pattern knows, that comes first; the first place where there is none.</summary>
    public CheckedPlace? PlaceOf(System.Text.RegularExpressions.Regex heading) => Places.FirstOrDefault(p => heading.IsMatch(p.Heading));
}

/// <summary>A heading with what stands beneath it, up to the next one. What stands under a heading of a section has the key of the place it is in.</summary>
public sealed record CheckedPlace(string Key, string Number, string Heading, int Level, IReadOnlyList<Passage> Passages)
{
    public int? Line { get; init; }

    /// <summary>A place of the template, rather than a heading within one.</summary>
    public bool IsOfTemplate { get; init; } = true;

    public string Title => Number is "" ? Heading : $"{Number} {Heading}";
    public string Text => string.Join('\n', Passages.Select(p => p.Text));
}
