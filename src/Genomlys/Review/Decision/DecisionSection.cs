using System.Globalization;
using Genomlys.Documents;
using Genomlys.Shared;
using Genomlys.Shared.Data;
using Genomlys.Shared.Reports;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Review.Decision;

/// <summary>What was decided of each proposal, and the decision line; of a report that is handed in, by whom and when. Until then it says that it is not done. The composer writes it, who knows which review it is.</summary>
public sealed class DecisionSection : ISection
{
    public const string Name = "review.decision";
    private static readonly Words Texts = Words.Of<ReviewRegister>();

    public string Key => Name;
    public string Title => Texts["Section.review.decision"];

    public Task<IReadOnlyList<Block>> WriteAsync(SectionContext context, CancellationToken stop) => Task.FromResult<IReadOnlyList<Block>>([new Block.Paragraph([Texts["Decision.NotYet"]])]);

    public static async Task<IReadOnlyList<Block>> OfAsync(GenomlysDb db, ManagementReview review, CancellationToken stop)
    {
        if (review.State is not ReviewState.Decided)
            return [new Block.Paragraph([Texts.Of(review.Kind, "Decision.NotYet")])];
        var decided = await db.DecidedEditions.AsNoTracking().SingleAsync(e => e.ReviewId == review.Id && e.Edition == review.Edition, stop);
        return Of(review.Kind, decided, await db.RulingsOf(review).AsNoTracking().ToListAsync(stop));
    }

    public static IReadOnlyList<Block> Of(ReviewKind kind, DecidedEdition decided, IReadOnlyList<ProposalRuling> rulings) =>
    [
        .. kind.IsHandedIn ? [] : rulings is [] ? [new Block.Paragraph([Texts["Decision.NoProposals"]])] : new Block[] { Table(rulings) },
        .. rulings.Where(r => r.Wording is not null || r.Reason is not null).Select(Said),
        .. decided.Correction is { } why ? [new Block.Paragraph([Texts.Format("Decision.Corrects", decided.Edition, decided.Edition - 1, why)])] : Array.Empty<Block>(),
        new Block.Paragraph([new Inline.Strong(Line(kind, decided))]),
        new Block.Paragraph([Texts.Of(kind, "Decision.Code", decided.Code)]),
    ];

    /// <summary>As the authority writes it: by whom, when, under which number.</summary>
    public static string Line(ReviewKind kind, DecidedEdition decided) => decided.Reference is { } reference
        ? Texts.Of(kind, "Decision.LineNumbered", decided.By, Day(decided.On), reference)
        : Texts.Of(kind, "Decision.Line", decided.By, Day(decided.On));

    private static Block.Table Table(IReadOnlyList<ProposalRuling> rulings) => new(Texts["Decision.Table"],
        [Texts["Decision.Proposal"], Texts["Decision.Verdict"], Texts["Decision.Owner"], Texts["Decision.Due"], Texts["Decision.Money"]],
        [.. rulings.Select(r => (IReadOnlyList<Cell>)[r.Called, Texts[$"Verdict.{r.Verdict}"], r.Owner ?? "–", r.Due is { } due ? Day(due) : "–", r.Money is { } money ? money.ToString("N0", CultureInfo.CurrentCulture) : "–"])])
    { NumberColumns = [4] };

    private static Block Said(ProposalRuling ruling) => new Block.Paragraph([new Inline.Strong($"{ruling.Called}: "), .. new[] { ruling.Wording, ruling.Reason }.OfType<string>().Select(s => (Inline)$"{s} ")]);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
