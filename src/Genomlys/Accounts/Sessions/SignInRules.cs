using Genomlys.Shared;

namespace Genomlys.Accounts.Sessions;

/// <summary>How people sign in here, as configured under <c>SignIn</c>.</summary>
public sealed class SignInRules
{
    public const int FewestCharacters = 15, MostCharacters = 256;

    private static readonly string[] Known = ["Required", "Optional"];

    /// <summary>More than a password is asked for before anything is shown (<c>SignIn:SecondFactor</c>, Required unless it says Optional).</summary>
    public bool NeedsSecondFactor { get; }

    /// <summary>The domain that passkeys are made for (<c>SignIn:Domain</c>, otherwise the first of the hosts the program answers to).</summary>
    public string Domain { get; }

    public SignInRules(IConfiguration configuration)
    {
        var second = configuration["SignIn:SecondFactor"] ?? Known[0];
        NeedsSecondFactor = Known.Contains(second) ? second == Known[0] : throw new SettingException(Words.Of<AccountsModule>().Format("NoSuchSecondFactor", second));
        var hosts = (configuration["AllowedHosts"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Domain = configuration["SignIn:Domain"] ?? (hosts is [var first, ..] ? first : "localhost");
    }

    /// <summary>A page of this very address: the same scheme, host and port, no other name of the domain.</summary>
    public bool IsOwn(string origin, HttpRequest request) => origin == $"{request.Scheme}://{request.Host}" && string.Equals(request.Host.Host, Domain, StringComparison.OrdinalIgnoreCase);
}
