using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Genomlys.Shared;

namespace Genomlys.Accounts.Tokens;

/// <summary>How tokens are kept in check here, as configured under <c>Tokens</c>.</summary>
public sealed class TokenRules
{
    /// <summary>No setting makes a token last longer.</summary>
    private const int LongestEver = 365;

    /// <summary>The longest a token is made for, in days (<c>Tokens:LongestDays</c>).</summary>
    public int LongestDays { get; }

    /// <summary>One that has not been used for as long is refused (<c>Tokens:UnusedDays</c>).</summary>
    public TimeSpan RestsAtMost { get; }

    /// <summary>As often as one may be used (<c>Tokens:PerMinute</c>).</summary>
    public int PerMinute { get; }

    /// <summary>As many as someone may have at a time (<c>Tokens:Most</c>).</summary>
    public int Most { get; }

    public TokenRules(IConfiguration configuration)
    {
        LongestDays = Said("LongestDays", LongestEver, LongestEver);
        RestsAtMost = TimeSpan.FromDays(Said("UnusedDays", 90, LongestEver));
        PerMinute = Said("PerMinute", 600, int.MaxValue);
        Most = Said("Most", 20, 1000);

        int Said(string key, int unlessSaid, int most) => configuration[$"Tokens:{key}"] is not { Length: > 0 } said ? unlessSaid
            : int.TryParse(said, out var number) && number >= 1 && number <= most ? number : throw new SettingException(Words.Of<AccountsModule>().Format("NoSuchTokenRule", $"Tokens:{key}", most, said));
    }

    /// <summary>Networks as someone writes them (<c>10.1.0.0/16 192.0.2.7</c>), in one form; null when one is none.</summary>
    public static string? Networks(string said)
    {
        var networks = said.Split([' ', ',', ';', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(Network).ToList();
        return networks.Contains(null) ? null : string.Join(' ', networks);
    }

    public static bool IsFrom(string networks, IPAddress? address)
    {
        var from = address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
        return networks is "" || (from is not null && networks.Split(' ').Any(n => IPNetwork.Parse(n).Contains(from)));
    }

    private static string? Network(string said)
    {
        var parts = said.Split('/');
        if (parts.Length > 2 || !IPAddress.TryParse(parts[0], out var address) || (address.AddressFamily is AddressFamily.InterNetwork && address.ToString() != parts[0]))   // 10.1 is an address too, but not the one that is meant
            return null;
        var most = address.AddressFamily is AddressFamily.InterNetwork ? 32 : 128;
        var bits = most;
        if (parts is [_, var length] && (!int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out bits) || bits > most))
            return null;
        var network = new IPNetwork(address, bits);
        return network.BaseAddress.Equals(address) ? network.ToString() : null;   // of a network its first address is said, lest a slip opens more than was meant
    }
}
