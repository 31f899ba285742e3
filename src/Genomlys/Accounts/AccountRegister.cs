using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Findings;
using Genomlys.Shared.Registers;

namespace Genomlys.Accounts;

/// <summary>Who may sign in. Seen by those who see to accounts; changed by verbs of their own, never as fields.</summary>
public sealed class AccountRegister : Register<Account>
{
    public AccountRegister() : base("accounts", Area.Accounts, Words.Of<AccountRegister>())
    {
        var name = Field(a => a.Name).Searchable();
        Field(a => a.SignInName).Searchable();
        var state = Computed("state", a => a.DisabledAt != null ? AccountState.Disabled : a.OneTimeUntil != null ? AccountState.OneTimePassword : AccountState.Active).Facet();
        Computed("hasAuthenticator", a => a.AuthenticatorSeed != null).Detail();
        Computed("lastSignIn", a => a.LastSignInAt);
        Computed("created", a => a.CreatedAt).Detail();

        Titled(name);
        Ordered(name);

        Total = Figure("total").Split(state);
        Finding("oneTime", Severity.Note).Where(state, AccountState.OneTimePassword);
    }

    public Shared.Figures.Figure Total { get; }

    internal override Shared.Data.Unguarded Unguarded => Shared.Data.Unguarded.Reading | Shared.Data.Unguarded.Adding | Shared.Data.Unguarded.Changing;   // signing in counts, notes and finds out who it is

    public override string? NewHref(Viewer viewer) => viewer.May(Need.Decide, Area) ? "/accounts/new" : null;
}
