using System.Globalization;
using System.Security.Claims;

namespace Genomlys.Accounts.Federation;

/// <summary>What the provider's token says of someone, once it is known to be the provider's.</summary>
internal sealed record ProvidedPerson(string Subject, string Nonce, string Name, string SignInName, string Session, string Acr, DateTimeOffset? SignedInAt, IReadOnlyList<string> Groups)
{
    private const int MostGroups = 1000;

    public static ProvidedPerson Of(ClaimsPrincipal who, ProviderRules rules)
    {
        return new(Said("sub"), Said("nonce"), Clean(Said("name")), Clean(Said("preferred_username")), Said("sid"), Said("acr"), Moment(Said("auth_time")),
            [.. who.FindAll(rules.GroupsClaim).Take(MostGroups).Select(c => c.Value)]);

        string Said(string claim) => who.FindFirst(claim)?.Value ?? "";
    }

    /// <summary>Whether what the provider calls someone, or his visit, can be kept: it is compared letter for letter.</summary>
    public static bool IsUsable(string said, int longest) => said.Length <= longest && !said.Any(char.IsControl);

    private static DateTimeOffset? Moment(string said) => long.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253_402_300_800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    /// <summary>Nothing that cannot be seen, and nothing that turns the line round.</summary>
    private static string Clean(string said)
    {
        var seen = string.Concat(said.Where(c => char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate))).Trim();
        return seen.Length <= 180 ? seen : seen[..180];
    }
}
