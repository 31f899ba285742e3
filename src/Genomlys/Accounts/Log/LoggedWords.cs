using System.Text.RegularExpressions;
using Genomlys.Accounts.Roles;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Imports;
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
    private static readonly Telling Searching = new([], (texts, key) => string.Join(' ', texts.Names(key)));

    public static async Task<Dictionary<string, string>> OfAsync(GenomlysDb db, IReadOnlyList<string> said, CancellationToken stop)
    {
        var ids = said.SelectMany(s => Number.Matches(s)).Select(m => new Id<Unit>(Guid.Parse(m.ValueSpan))).Distinct().ToList();
        var units = ids is [] ? [] : await db.Units.IgnoreQueryFilters([Register.Live]).Where(u => ids.Contains(u.Id)).ToDictionaryAsync(u => u.Id.ToString(), u => u.Name, stop);
        var telling = new Telling(units, (texts, key) => texts[key]);
        return said.Distinct().ToDictionary(s => s, s => ImportTold.InWords(s) ?? telling.InWords(s));
    }

    /// <summary>What it is found by besides: the words of each code in every language, but for the names of units, which are others tomorrow. Nothing where there are no codes.</summary>
    public static string Searched(string said) => Searching.InWords(said) is var words && words != said ? words : "";

    private sealed class Telling(Dictionary<string, string> units, Func<Words, string, string> say)
    {
        public string InWords(string said)
        {
            var (kind, rest) = said.Split(": ", 2) is [var first, var second] ? (first, second) : (said, "");
            return Known(Texts, $"{nameof(SecurityEventKind)}.{kind}") is { } happened
                ? rest is "" ? happened : $"{happened}: {Parts(rest)}"
                : Parts(said);
        }

        private string Parts(string said) => string.Join(", ", said.Split(", ").Select(Part));

        /// <summary>A code of several words, or several codes in a row with numbers between; else it is no code.</summary>
        private string Part(string part)
        {
            if (Known(Texts, $"Said.{part}") is { } whole)
                return whole;
            var codes = part.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var words = codes.Select(Word).ToList();
            return words is [not null, ..] && codes.Zip(words).All(c => c.Second is not null || Mark.IsMatch(c.First)) ? string.Join(", ", codes.Zip(words, (code, word) => word ?? code)) : part;
        }

        private string? Word(string code) =>
            Known(Texts, $"Said.{code}") ?? Known(Texts, $"{nameof(Need)}.{code}") ?? Known(OfAccounts, $"{nameof(Area)}.{code}") ?? Known(OfRoles, $"{nameof(AccessRole)}.{code}") ?? units.GetValueOrDefault(code);

        private string? Known(Words texts, string key) => texts.Names(key) is [] ? null : say(texts, key);
    }

    [GeneratedRegex(Id.Pattern, RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number { get; }

    /// <summary>A number, a day, or the last four characters of a token.</summary>
    [GeneratedRegex("^(" + Id.Pattern + "|[0-9]{4}-[0-9]{2}-[0-9]{2}|[A-Za-z0-9_-]{4})$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Mark { get; }
}
