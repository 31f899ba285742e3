using Genomlys.Accounts.Factors;
using Genomlys.Accounts.Federation;
using Genomlys.Accounts.Log;
using Genomlys.Accounts.Reset;
using Genomlys.Accounts.Roles;
using Genomlys.Accounts.Sessions;
using Genomlys.Accounts.Tokens;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Genomlys.Accounts;

/// <summary>Who may sign in, how they show who they are, and what their roles let them do.</summary>
public sealed class AccountsModule : IModule
{
    /// <summary>A person with a visit, or a system with a token.</summary>
    private const string Whoever = "whoever";

    public string Name => "accounts";

    public void Register(ModuleParts parts) => parts.In(MenuGroup.Other, "users")
        .Register<AccountRegister>()
        .Register<RoleAssignmentRegister>()
        .In(MenuGroup.Other, "shield-check")
        .Register<SecurityEventRegister>()
        .Service<IPeople, People>()
        .Service<AccountKeeper>()
        .Service<Entitlements>()
        .Service<SessionKeeper>()
        .Service<SigningIn>()
        .Service<Attempts>()
        .Service<Passkeys>()
        .Service<SecurityLog>()
        .Service<TokenKeeper>()
        .Service<Resetting>()
        .Once(services => new Passwords(services.GetRequiredService<IPasswordHasher<Account>>()))
        .Service<ProviderSignIn>()
        .Once(services => new ProviderRules(services.GetRequiredService<IConfiguration>()))
        .Once(services => new SignInRules(services.GetRequiredService<IConfiguration>()))
        .RowRights<HeldRights>()
        .Once(services => new TokenRules(services.GetRequiredService<IConfiguration>()))
        .Once(_ => new TokenPace())
        .Beside<SessionCleaning>()
        .SignIn((services, settings) =>
        {
            services.AddAuthentication(Whoever)
                .AddPolicyScheme(Whoever, null, o => o.ForwardDefaultSelector = http => TokenHandler.IsAsked(http.Request) ? TokenHandler.Name : SessionHandler.Name)
                .AddScheme<AuthenticationSchemeOptions, SessionHandler>(SessionHandler.Name, null)
                .AddScheme<AuthenticationSchemeOptions, TokenHandler>(TokenHandler.Name, null);
            services.AddSingleton<IPasswordHasher<Account>, PasswordHasher<Account>>().Configure<PasswordHasherOptions>(o => o.IterationCount = Passwords.Iterations);
            services.AddIdentityCore<Account>().AddUserStore<PasskeyStore>();
            services.AddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>();
            services.AddOptions<IdentityPasskeyOptions>().Configure<SignInRules>((o, rules) =>
            {
                o.ServerDomain = rules.Domain;
                o.UserVerificationRequirement = "required";
                o.ResidentKeyRequirement = "required";
                o.ValidateOrigin = origin => ValueTask.FromResult(!origin.CrossOrigin && rules.IsOwn(origin.Origin, origin.HttpContext.Request));
            });
            if (settings is not null && ProviderRules.AreSaid(settings))
                ProviderScheme.Add(services, settings);
        });

    public void Map(IEndpointRouteBuilder app)
    {
        SignInRoutes.Map(app);
        OwnAccountRoutes.Map(app);
        ProveRoutes.Map(app);
        ResetRoutes.Map(app);
        TokenRoutes.Map(app);
        AdministrationRoutes.Map(app);
        if (app.ServiceProvider.GetRequiredService<ProviderRules>().IsOn)
            ProviderRoutes.Map(app);
    }
}
