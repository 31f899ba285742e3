using Genomlys.Shared.Figures;
using Genomlys.Shared.Registers;

namespace Genomlys.Review.Freezing;

/// <summary>A frozen figure, or a part of it, beside what the register says today: what came in after, and what is no longer counted.</summary>
public sealed record FrozenFigure(FigureResult Frozen, FigurePart? Part, DateTimeOffset At, Register Register, decimal? Now, string NowHref,
    IReadOnlyList<Guid> Counted, IReadOnlyList<Guid> CameAfter, IReadOnlyList<Guid> NoLonger)
{
    public decimal? Then => Part?.Value ?? Frozen.Value;
}
