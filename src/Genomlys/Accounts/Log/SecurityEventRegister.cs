using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Figures;
using Genomlys.Shared.Registers;

namespace Genomlys.Accounts.Log;

/// <summary>The security log, for those who see to accounts and for auditors.</summary>
public sealed class SecurityEventRegister : Register<SecurityEvent>
{
    public SecurityEventRegister() : base("security-log", Area.SecurityLog, Words.Of<SecurityEventRegister>())
    {
        var kind = Field(e => e.Kind).Facet();
        var at = Computed("at", e => e.At);
        Reference<Account>(e => e.ActorId, a => a.Name, a => a.SignInName);
        Reference<Account>(e => e.AccountId, a => a.Name, a => a.SignInName);
        Field(e => e.Subject).Worded(LoggedWords.OfAsync).Searchable(LoggedWords.Searched);
        Field(e => e.Reason).Worded(LoggedWords.OfAsync).Detail();
        Field(e => e.From).Detail();

        Titled(kind);
        Ordered(at, descending: true);

        Refused = Figure("refused").During(e => e.At).Where(kind, SecurityEventKind.Refused);
    }

    internal override Shared.Data.Unguarded Unguarded => Shared.Data.Unguarded.Adding;   // whoever is refused is noted

    public Figure Refused { get; }
}
