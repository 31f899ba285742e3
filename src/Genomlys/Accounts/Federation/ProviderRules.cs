using System.Globalization;
using Genomlys.Accounts.Roles;
using Genomlys.Shared;

namespace Genomlys.Accounts.Federation;

/// <summary>A role that membership of a group speaks for; somebody still decides. Without a unit it is for the whole organisation.</summary>
public sealed record GroupRole(string Group, AccessRole Role, string? UnitCode);

/// <summary>How people sign in through the authority's own identity provider (OpenID Connect), as configured under <c>Oidc</c>; not at all unless an issuer is named.</summary>
public sealed class ProviderRules
{
    private const int LongestName = 60;
    private static readonly Words Texts = Words.Of<AccountsModule>();
    private static readonly string[] Factors = ["Local", "Provider"];

    public bool IsOn => Issuer is not "";

    /// <summary>Exactly as the provider says it itself (<c>Oidc:Issuer</c>).</summary>
    public string Issuer { get; } = "";
    public string ClientId { get; } = "";
    public string ClientSecret { get; } = "";

    /// <summary>What the button calls it (<c>Oidc:Name</c>, otherwise the issuer's host).</summary>
    public string Name { get; } = "";

    /// <summary>How surely the provider must have known the person: one of these, or nobody is let in (<c>Oidc:Acr</c>, spaces between).</summary>
    public IReadOnlyList<string> Acr { get; } = [];

    /// <summary>Whether the provider has asked for more than a password, so that nothing more is asked for here (<c>Oidc:SecondFactor</c>: Provider; otherwise Local).</summary>
    public bool IsSecondFactor { get; }

    /// <summary>How long the provider is waited for (<c>Oidc:Seconds</c>).</summary>
    public TimeSpan Patience { get; } = TimeSpan.FromSeconds(10);

    public string GroupsClaim { get; } = "groups";

    /// <summary>What groups propose (<c>Oidc:Roles:0</c> and on: <c>group = role@unit code</c>).</summary>
    public IReadOnlyList<GroupRole> Roles { get; } = [];

    public ProviderRules(IConfiguration configuration)
    {
        var said = configuration.GetSection("Oidc");
        if (!AreSaid(configuration))
            return;
        Issuer = IsIssuer(said["Issuer"]) ? said["Issuer"]! : throw Wrong("Issuer", said["Issuer"]);
        ClientId = said["ClientId"] is { Length: > 0 } client ? client : throw Wrong("ClientId");
        ClientSecret = SecretIn(said);
        Name = said["Name"] is { Length: > 0 } name ? name : new Uri(Issuer).Host;
        if (Name.Length > LongestName)
            throw Wrong("Name", Name);
        Acr = (said["Acr"] ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var factor = said["SecondFactor"] ?? Factors[0];
        IsSecondFactor = Factors.Contains(factor) ? factor == Factors[1] : throw Wrong("SecondFactor", factor);
        if (said["Seconds"] is { } patience)
            Patience = int.TryParse(patience, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 60 ? TimeSpan.FromSeconds(seconds) : throw Wrong("Seconds", patience);
        GroupsClaim = said["GroupsClaim"] ?? GroupsClaim;
        Roles = [.. said.GetSection("Roles").GetChildren().Select(r => RoleOf(r.Value ?? ""))];
    }

    public static bool AreSaid(IConfiguration configuration) => configuration.GetSection("Oidc").GetChildren().Any();

    /// <summary>In clear only to a provider on this very machine.</summary>
    private static bool IsIssuer(string? said) =>
        Uri.TryCreate(said, UriKind.Absolute, out var issuer) && (issuer.Scheme == Uri.UriSchemeHttps || (issuer.Scheme == Uri.UriSchemeHttp && issuer.IsLoopback)) && issuer is { UserInfo: "", Query: "", Fragment: "" };

    private static string SecretIn(IConfigurationSection said)
    {
        var secret = said["ClientSecret"];
        if (said["ClientSecretFile"] is { Length: > 0 } file)
            secret = secret is null && File.Exists(file) ? File.ReadAllText(file) : throw Wrong("ClientSecretFile", file);
        return secret?.Trim() is { Length: > 0 } given ? given : throw Wrong("ClientSecret");
    }

    private static GroupRole RoleOf(string said) =>
        said.LastIndexOf('=') is > 0 and var at && said[..at].Trim() is { Length: > 0 } group && said[(at + 1)..].Split('@', 2, StringSplitOptions.TrimEntries) is [var role, .. var unit]
            && Enum.TryParse<AccessRole>(role, out var known) && Enum.IsDefined(known) && char.IsAsciiLetter(role[0]) && unit is not [""] && !(RolePolicy.IsForAll(known) && unit is [_])
            ? new GroupRole(group, known, unit is [var code] ? code : null)
            : throw Wrong("Roles", said);

    private static SettingException Wrong(string setting, string? said = null) => new(Texts.Format($"Oidc.{setting}", said));
}
