using System.Globalization;
using Genomlys.Documents;
using Genomlys.Shared;
using Genomlys.Shared.Reports;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Review.Decision;

/// <summary>What was decided of each proposal, and the decision line. Until then it says that nothing is decided.</summary>
public sealed class DecisionSection : ISection
{
    public const string Name = "review.decision";
    private static readonly Words Texts = Words.Of<ReviewRegister>();

    public string Key => Name;
    public string Title => Texts["Section.review.decision"];

    public async Task<IReadOnlyList<Block>> WriteAsync(SectionContext context, CancellationToken stop)
    {
        if (await context.Db.ReviewsOf(context.Year).AsNoTracking().FirstOrDefaultAsync(stop) is not { State: ReviewState.Decided } review)
            return [new Block.Paragraph([Texts["Decision.NotYet"]])];
        var decided = await context.Db.DecidedEditions.AsNoTracking().SingleAsync(e => e.ReviewId == review.Id && e.Edition == review.Edition, stop);
        return Of(decided, await context.Db.RulingsOf(review).AsNoTracking().ToListAsync(stop));
    }

    public static IReadOnlyList<Block> Of(DecidedEdition decided, IReadOnlyList<ProposalRuling> rulings) =>
    [
        .. rulings is [] ? [new Block.Paragraph([Texts["Decision.NoProposals"]])] : new Block[] { Table(rulings) },
        .. rulings.Where(r => r.Wording is not null || r.Reason is not null).Select(Said),
        .. decided.Correction is { } why ? [new Block.Paragraph([Texts.Format("Decision.Corrects", decided.Edition, decided.Edition - 1, why)])] : Array.Empty<Block>(),
        new Block.Paragraph([new Inline.Strong(Line(decided))]),
        new Block.Paragraph([Texts.Format("Decision.Code", decided.Code)]),
    ];

    /// <summary>As the authority writes it: by whom, when, under which number.</summary>
    public static string Line(DecidedEdition decided) => decided.Reference is { } reference
        ? Texts.Format("Decision.LineNumbered", decided.By, Day(decided.On), reference)
        : Texts.Format("Decision.Line", decided.By, Day(decided.On));

    private static Block.Table Table(IReadOnlyList<ProposalRuling> rulings) => new(Texts["Decision.Table"],
        [Texts["Decision.Proposal"], Texts["Decision.Verdict"], Texts["Decision.Owner"], Texts["Decision.Due"], Texts["Decision.Money"]],
        [.. rulings.Select(r => (IReadOnlyList<Cell>)[r.Called, Texts[$"Verdict.{r.Verdict}"], r.Owner ?? "–", r.Due is { } due ? Day(due) : "–", r.Money is { } money ? money.ToString("N0", CultureInfo.CurrentCulture) : "–"])])
    { NumberColumns = [4] };

    private static Block Said(ProposalRuling ruling) => new Block.Paragraph([new Inline.Strong($"{ruling.Called}: "), .. new[] { ruling.Wording, ruling.Reason }.OfType<string>().Select(s => (Inline)$"{s} ")]);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
