using System.Text;
using System.Text.RegularExpressions;
using Genomlys.Shared;

namespace Genomlys.DataSubjects;

/// <summary>
/// Where a text speaks of the person, and where of someone else: by name, address, identity number or account. Of two names that begin alike the longer one is meant,
/// and a name that both go by is his.
/// </summary>
internal sealed partial class Mentions
{
    private enum Who { Nobody, Him, Another }

    private sealed record Alias(string[] Parts, Who Who);

    private readonly record struct Place(int Start, int Length, Who Who)
    {
        public int End => Start + Length;
    }

    private readonly Dictionary<string, List<Alias>> byFirst = [];
    private readonly Dictionary<string, Who> whole = [];
    private readonly HashSet<string> mails;
    private readonly string number;
    private readonly IReadOnlySet<Guid> accounts, others;

    public Mentions(Person person, PersonsBeside beside)
    {
        (number, accounts, others) = (Digits(person.Number), person.Accounts, beside.Accounts);
        mails = [.. person.Mails.Concat(person.Names.Where(n => n.Contains('@', StringComparison.Ordinal))).Select(m => m.ToLowerInvariant())];
        foreach (var name in beside.Names)
            Know(name, Who.Another);
        foreach (var name in person.Names)
            Know(name, Who.Him);
    }

    public bool IsOfHim(string text) => Places(text).Exists(p => p.Who is Who.Him);

    public bool IsHis(Guid account) => accounts.Contains(account);

    public bool IsAnothers(Guid account) => others.Contains(account);

    /// <summary>The text with everyone else masked.</summary>
    public string Masked(string text, string mask)
    {
        var said = new StringBuilder();
        var from = 0;
        foreach (var place in Places(text).Where(p => p.Who is Who.Another))
        {
            said.Append(text, from, place.Start - from).Append(mask);
            from = place.End;
        }
        return from is 0 ? text : said.Append(text, from, text.Length - from).ToString();
    }

    /// <summary>A name of one word is too common to look for within texts, unless it has a digit; it is known where it is all that is said.</summary>
    private void Know(string name, Who who)
    {
        if (name.Contains('@', StringComparison.Ordinal))
            return;   // every address is looked for
        var parts = Spelling.PlainParts(name);
        if (parts is [] || !parts.Any(p => p.Any(char.IsLetter)))
        {
            if (parts is [_, ..])
                whole[string.Join(' ', parts)] = who;
            return;
        }
        if (parts is [var only])
            whole[only] = who;
        if (parts is [_, _, ..] || parts[0].Any(char.IsDigit))
            foreach (var order in Spelling.Orders(parts))
                if (byFirst.TryGetValue(order[0], out var known))
                    known.Add(new(order, who));
                else
                    byFirst[order[0]] = [new(order, who)];
    }

    private List<Place> Places(string text)
    {
        var places = new List<Place>();
        if (text.Length is 0)
            return places;
        if (text.Contains('@', StringComparison.Ordinal))
            places.AddRange(Address().Matches(text).Select(m => new Place(m.Index, m.Length, mails.Contains(m.Value.ToLowerInvariant()) ? Who.Him : Who.Another)));
        foreach (var match in Account().Matches(text).Where(m => IsFree(m.Index, m.Length)))
            places.Add(new(match.Index, match.Length, Guid.Parse(match.Value) is var account && IsHis(account) ? Who.Him : IsAnothers(account) ? Who.Another : Who.Nobody));
        foreach (var match in IdentityNumber.In(text).Where(m => IsFree(m.Index, m.Length)))
            places.Add(new(match.Index, match.Length, IsSameNumber(Digits(match.Value)) ? Who.Him : Who.Another));
        AddNames(text, places);
        places.Sort((a, b) => a.Start.CompareTo(b.Start));
        return places;

        bool IsFree(int start, int length) => !places.Exists(p => p.Start < start + length && start < p.End);
    }

    private void AddNames(string text, List<Place> places)
    {
        var taken = places.ToList();
        var parts = Spelling.PartsOf(text).Where(p => !taken.Exists(t => t.Start < p.Index + p.Length && p.Index < t.End)).ToList();
        if (parts is [])
            return;
        var plain = parts.ConvertAll(p => Spelling.Plain(p.Value));
        if (taken is [] && whole.TryGetValue(string.Join(' ', plain), out var all))
        {
            places.Add(new(parts[0].Index, parts[^1].Index + parts[^1].Length - parts[0].Index, all));
            return;
        }
        for (var n = 0; n < parts.Count; n++)
            if (Longest(text, parts, plain, n) is var (alias, length))
            {
                places.Add(new(parts[n].Index, length, alias.Who));
                n += alias.Parts.Length - 1;
            }
    }

    /// <summary>The longest name that begins here; its last word may stand in the genitive.</summary>
    private (Alias, int)? Longest(string text, List<Match> parts, List<string> plain, int at)
    {
        (Alias Alias, int Length)? found = null;
        var best = (0, false, false);
        foreach (var alias in Beginning(plain[at]))
            if (LengthOf(alias) is { } length && (alias.Parts.Length, plain[at + alias.Parts.Length - 1] == alias.Parts[^1], alias.Who is Who.Him) is var fit && fit.CompareTo(best) > 0)
                (found, best) = ((alias, length), fit);
        return found;

        int? LengthOf(Alias alias)
        {
            var last = at + alias.Parts.Length - 1;
            if (last >= parts.Count)
                return null;
            for (var n = at; n < last; n++)
                if (plain[n] != alias.Parts[n - at] || !IsBetweenNames(text.AsSpan(parts[n].Index + parts[n].Length, parts[n + 1].Index - parts[n].Index - parts[n].Length)))
                    return null;
            var genitive = plain[last] == alias.Parts[^1] ? 0 : plain[last] == alias.Parts[^1] + "S" ? 1 : -1;
            return genitive < 0 ? null : parts[last].Index + parts[last].Length - genitive - parts[at].Index;
        }
    }

    private IEnumerable<Alias> Beginning(string part)
    {
        foreach (var alias in byFirst.GetValueOrDefault(part, []))
            yield return alias;
        if (part is [_, .. { Length: > 0 }, 'S'])
            foreach (var alias in byFirst.GetValueOrDefault(part[..^1], []).Where(a => a.Parts.Length is 1))
                yield return alias;
    }

    /// <summary>What may stand between the words of one name: not the end of a sentence or a line.</summary>
    private static bool IsBetweenNames(ReadOnlySpan<char> between) => between is " " or "  " or "\u00A0" or "," or ", " or "-" or "\u2010" or "\u2011" or "_" or "." or "\t" or "'" or "\u2019";

    /// <summary>With a century where both say one.</summary>
    private bool IsSameNumber(string digits) => number is not "" && (digits.Length == number.Length ? digits == number : digits[^Short..] == number[^Short..]);

    private const int Short = 10;

    private static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));

    [GeneratedRegex(@"[\p{L}\p{Nd}._%+-]+@[\p{L}\p{Nd}-]+(?:\.[\p{L}\p{Nd}-]+)+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();

    [GeneratedRegex("(?<![0-9A-Za-z])(?:[0-9A-Fa-f]{32}|[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})(?![0-9A-Za-z])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Account();
}
