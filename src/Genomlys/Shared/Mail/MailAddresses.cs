using System.Buffers;

namespace Genomlys.Shared.Mail;

/// <summary>Addresses as this program takes them: one mailbox in plain signs, so that nothing can follow it into a header or a command of the mail server.</summary>
public static class MailAddresses
{
    public const int Longest = 254;

    private const int LongestName = 64;
    private static readonly SearchValues<char> Fit = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_+'&/=~#$%*!?^{}|`");
    private static readonly SearchValues<char> FitHost = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789.-");

    /// <summary>In the form it is kept; null when it is none.</summary>
    public static string? Normal(string said)
    {
        var text = said.Trim(' ');
        if (text.Length > Longest || text.Split('@') is not [{ Length: > 0 and <= LongestName } name, { Length: > 0 } host])
            return null;
        host = host.ToLowerInvariant();
        return !name.AsSpan().ContainsAnyExcept(Fit) && AreParts(name.Split('.')) && !host.AsSpan().ContainsAnyExcept(FitHost) && host.Split('.') is [_, _, ..] labels && AreParts(labels) && labels.All(l => l[0] is not '-' && l[^1] is not '-') ? $"{name}@{host}" : null;
    }

    private static bool AreParts(string[] parts) => parts.All(p => p is not "");
}
