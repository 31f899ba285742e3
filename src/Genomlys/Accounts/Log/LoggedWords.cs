using System.Text.RegularExpressions;
using Genomlys.Accounts.Roles;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Accounts.Log;

/// <summary>
/// What a log says, in the reader's words: it keeps the program's own codes for all time (<c>SignedIn: password, code</c>; <c>Reporter</c> and a unit's number; <c>Read Incidents</c>).
/// Addresses, file names and what people wrote themselves stay as they are.
/// </summary>
internal static partial class LoggedWords
{
    private static readonly Words Texts = Words.Of<SecurityEventRegister>(), OfAccounts = Words.Of<Account>(), OfRoles = Words.Of<RoleAssignment>();

    public static async Task<Dictionary<string, string>> OfAsync(GenomlysDb db, IReadOnlyList<string> said, CancellationToken stop)
    {
        var ids = said.SelectMany(s => Number.Matches(s)).Select(m => new Id<Unit>(Guid.Parse(m.ValueSpan))).Distinct().ToList();
        var units = ids is [] ? [] : await db.Units.IgnoreQueryFilters([Register.Live]).Where(u => ids.Contains(u.Id)).ToDictionaryAsync(u => u.Id.ToString(), u => u.Name, stop);
        return said.Distinct().ToDictionary(s => s, s => InWords(s, units));
    }

    private static string InWords(string said, Dictionary<string, string> units)
    {
        var (kind, rest) = said.Split(": ", 2) is [var first, var second] ? (first, second) : (said, "");
        return Known(Texts, $"{nameof(SecurityEventKind)}.{kind}") is { } happened
            ? rest is "" ? happened : $"{happened}: {Parts(rest, units)}"
            : Parts(said, units);
    }

    private static string Parts(string said, Dictionary<string, string> units) => string.Join(", ", said.Split(", ").Select(part => Part(part, units)));

    /// <summary>A code of several words, or several codes in a row with numbers between; else it is no code.</summary>
    private static string Part(string part, Dictionary<string, string> units)
    {
        if (Known(Texts, $"Said.{part}") is { } whole)
            return whole;
        var codes = part.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var words = codes.Select(code => Word(code, units)).ToList();
        return words is [not null, ..] && codes.Zip(words).All(c => c.Second is not null || Mark.IsMatch(c.First)) ? string.Join(", ", codes.Zip(words, (code, word) => word ?? code)) : part;
    }

    private static string? Word(string code, Dictionary<string, string> units) =>
        Known(Texts, $"Said.{code}") ?? Known(Texts, $"{nameof(Need)}.{code}") ?? Known(OfAccounts, $"{nameof(Area)}.{code}") ?? Known(OfRoles, $"{nameof(AccessRole)}.{code}") ?? units.GetValueOrDefault(code);

    private static string? Known(Words texts, string key) => texts.Names(key) is [] ? null : texts[key];

    private const string AnyNumber = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    [GeneratedRegex(AnyNumber, RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number { get; }

    /// <summary>A number, a day, or the last four characters of a token.</summary>
    [GeneratedRegex("^(" + AnyNumber + "|[0-9]{4}-[0-9]{2}-[0-9]{2}|[A-Za-z0-9_-]{4})$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Mark { get; }
}
