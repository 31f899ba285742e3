using Genomlys.Shared;
using Genomlys.Shared.Audit;

namespace Genomlys.Accounts;

public enum TwoPersonAct { PasswordReset, FactorsRemoved }

/// <summary>What one administrator wants done to another administrator's account, until a second one wants it too.</summary>
[NotAudited("waits for a proof of who it is; what is then done is told")]
public sealed class PendingAct
{
    /// <summary>Forgotten after this.</summary>
    public static readonly TimeSpan Waits = TimeSpan.FromHours(24);

    public required Id<Account> AccountId { get; init; }
    public required TwoPersonAct Act { get; init; }
    public required Id<Account> AskedById { get; init; }
    public required DateTimeOffset AskedAt { get; init; }
}
