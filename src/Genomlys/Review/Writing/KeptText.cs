using Genomlys.Shared;
using Genomlys.Shared.Audit;

namespace Genomlys.Review.Writing;

/// <summary>What someone wanted to save where another had written at the same spot: his text in full, for him alone, until he has chosen; and after that among his earlier texts.</summary>
[NotAudited("a text that was saved beside another, until one is chosen")]
public sealed class KeptText
{
    public required Id<KeptText> Id { get; init; }
    public required Id<ManagementReview> ReviewId { get; init; }
    public required string Place { get; init; }
    public required Guid AccountId { get; init; }

    /// <summary>The version he had begun from.</summary>
    public required int BasedOn { get; init; }
    public required string Markdown { get; init; }
    public required bool IsReady { get; init; }
    public required DateTimeOffset KeptAt { get; init; }
    public DateTimeOffset? SettledAt { get; private set; }

    public void Settle(DateTimeOffset at) => SettledAt ??= at;
}
