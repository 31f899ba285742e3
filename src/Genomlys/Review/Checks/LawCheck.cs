using System.Text.RegularExpressions;
using Genomlys.Shared.Reports;

namespace Genomlys.Review.Checks;

/// <summary>What a text says of laws agrees with the library: their dates, whether they are in force on the review's day, who adopted them.</summary>
internal sealed class LawCheck() : ReviewCheck("laws")
{
    public override IEnumerable<Problem> Find(CheckedReview review)
    {
        var library = Library(review.Laws);
        if (library.Count is 0)
            yield break;
        foreach (var (place, passage) in review.Written)
        {
            LawFact? last = null;
            foreach (var sentence in passage.Sentences)
            {
                var named = Named(sentence.Text, library, last);
                if (named.Count > 0 && Told(review, place, sentence, named) is { } problem)
                    yield return problem;
                last = named.Count > 0 ? named[0].Law : last;
            }
        }
    }

    private Problem? Told(CheckedReview review, CheckedPlace place, Sentence sentence, IReadOnlyList<Mention> named)
    {
        var text = sentence.Text;
        if (Tables["issuer"].Match(text) is { Success: true } issuer && named.FirstOrDefault(n => Tables.Laws.Any(l => l.Reference == n.Law.Reference && l.NotBy is not null)) is { Law: not null } notBy)
            return Error(place, "LawIssuer", text, sentence.LineAt(issuer.Index), notBy.Law.Name);
        var dates = SwedishDates.In(text, review.Year).Where(d => d.SaysYear && !d.IsYear).ToList();
        if (Tables["comesIntoForce"].Match(text) is { Success: true } force)
        {
            var subject = named.FirstOrDefault(n => dates.Exists(d => DaysOf(n.Law).Any(d.Covers))) is { Law: not null } fits ? fits : named.LastOrDefault(n => n.At <= (Near(dates, force)?.Start ?? force.Index)) is { Law: not null } before ? before : named[0];
            var mayBe = named.SelectMany(n => DaysOf(n.Law)).Concat(Tables["isProposed"].IsMatch(text) ? named.SelectMany(n => Proposed(review, n.Law)) : []).ToList();
            if (dates.Count > 0 && !dates.Exists(d => mayBe.Exists(d.Covers)) && (subject.Law.InForceOn ?? subject.Law.ProposedInForceOn) is { } right && Near(dates, force) is { } wrong)
                return Error(place, "LawDate", text, sentence.LineAt(wrong.Start), subject.Law.Name, text.Substring(wrong.Start, wrong.Length), Day(right));
            return Standing(review, place, sentence, subject.Law, dates);
        }
        if (Tables["isInForce"].Match(text) is { Success: true } now && named.LastOrDefault(n => n.At <= now.Index) is { Law: not null } of)
            return Standing(review, place, sentence, of.Law, dates);
        return Tables["wasIssued"].IsMatch(text) && dates.Count > 0 && named[0].Law.IssuedOn is { } issued && dates.TrueForAll(d => d.IsDay && d.First != issued && !DaysOf(named[0].Law).Any(d.Covers))
            ? Error(place, "LawIssued", text, sentence.LineAt(dates[0].Start), named[0].Law.Name, text.Substring(dates[0].Start, dates[0].Length), Day(issued))
            : null;
    }

    /// <summary>A draft called in force, or the reverse; a repealed one called in force; a draft that is told as certain.</summary>
    private Problem? Standing(CheckedReview review, CheckedPlace place, Sentence sentence, LawFact law, IReadOnlyList<SaidDate> dates)
    {
        var day = review.AsOf;
        if (Tables["isInForce"].Match(sentence.Text) is { Success: true } now)
            return law.RepealedOn <= day ? Error(place, "LawRepealed", sentence.Text, sentence.LineAt(now.Index), law.Name, Day(law.RepealedOn.Value))
                : law.InForceOn > day || (law.InForceOn is null && law.RepealedOn is null && law.IsLaw) ? Error(place, "LawNotInForce", sentence.Text, sentence.LineAt(now.Index), law.Name, Day(day), law.InForceOn is { } from ? Day(from) : Texts["Undated"])
                : null;
        var isProposed = Tables["isProposed"].Match(sentence.Text);
        var will = Tables["willBeInForce"].Match(sentence.Text);
        if ((isProposed.Success || will.Success) && law.InForceOn is { } since && since <= day && (dates.Count is 0 || dates.Any(d => d.Covers(since))))
            return Error(place, "LawInForce", sentence.Text, sentence.LineAt((will.Success ? will : isProposed).Index), law.Name, Day(since));
        return will.Success && !isProposed.Success && law.IssuedOn > day
            ? Warning(place, "LawNotDecided", sentence.Text, sentence.LineAt(will.Index), law.Name, Day(day), Day(law.IssuedOn.Value))
            : null;
    }

    private static SaidDate? Near(IReadOnlyList<SaidDate> dates, Match force) => dates.OrderBy(d => Math.Abs(d.Start - force.Index)).FirstOrDefault();

    private static IEnumerable<DateOnly> DaysOf(LawFact law) => new[] { law.InForceOn, law.ProposedInForceOn, law.IssuedOn, law.RepealedOn }.OfType<DateOnly>();

    private static IEnumerable<DateOnly> Proposed(CheckedReview review, LawFact law) =>
        review.Laws.Where(l => Tables.Laws.Any(n => n.Reference == law.Reference && n.Prepared?.Contains(l.Reference) is true)).Select(l => l.ProposedInForceOn).OfType<DateOnly>();

    private readonly record struct Mention(LawFact Law, int At);

    /// <summary>The laws a sentence names, in order; a sentence that only says "the act" means the one named before.</summary>
    private static IReadOnlyList<Mention> Named(string text, IReadOnlyList<(LawFact Law, Regex Names)> library, LawFact? before)
    {
        var named = library.SelectMany(l => l.Names.Matches(text).Take(1).Select(m => new Mention(l.Law, m.Index))).OrderBy(m => m.At).ToList();
        if (before is not null && Tables["pronoun"].Match(text) is { Success: true } it && named.TrueForAll(n => n.At > it.Index))
            named.Insert(0, new Mention(before, it.Index));
        return named;
    }

    private static IReadOnlyList<(LawFact Law, Regex Names)> Library(IReadOnlyList<LawFact> laws) =>
    [
        .. from names in Tables.Laws
           let law = laws.FirstOrDefault(l => l.Reference == names.Reference) ?? (laws.FirstOrDefault(l => l.Reference == names.ReplacedBy) is { } newer ? new LawFact(names.Reference, Texts[$"Law.{names.Reference}"]) { RepealedOn = newer.InForceOn } : null)
           where law is not null
           select (law, Tables.Pattern(names.Names)),
    ];
}
