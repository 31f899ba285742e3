using Genomlys.Review.Templates;
using Genomlys.Shared;
using Genomlys.Shared.Data;
using Genomlys.Shared.Figures;
using Genomlys.Shared.Registers;
using Genomlys.Shared.Reports;

namespace Genomlys.Review.Writing;

/// <summary>A sentence that an author may put into his text as it stands; where it leads, so that he sees what it is built on.</summary>
public sealed record ReadySentence(string Text, string Reads, string Href);

/// <summary>
/// What the registers of the modules that feed a place can say of it: each shortcoming they see, and each figure as of the review's day. A figure goes into
/// the text by its code, so that it is counted anew; a shortcoming as it is today.
/// </summary>
public sealed class ReadySentences(GenomlysDb db, IEnumerable<ISection> sections, RegisterBook registers)
{
    private static readonly Words Texts = Words.Of<ReadySentences>();

    public async Task<IReadOnlyList<ReadySentence>> OfAsync(Place place, Period period, CancellationToken stop)
    {
        var modules = sections.Where(s => place.Sections.Contains(s.Key)).Select(s => ModuleOf(s.GetType())).ToHashSet();
        var known = registers.All.Where(r => modules.Contains(ModuleOf(r.GetType())) && db.Viewer.Reads(r.Area)).ToList();
        var (findings, figures, today) = (known.SelectMany(r => r.Findings).ToList(), known.SelectMany(r => r.Figures).ToList(), db.Today);
        var counts = await Counts.OfAsync(db, [.. findings.SelectMany(f => new[] { (f.Register, f.SelectionAt(today)), (f.Register, Selection.All) }), .. figures.SelectMany(f => f.Asked(db, period))], stop);
        var sentences = new List<ReadySentence>();
        foreach (var found in findings.Select(f => (Finding: f, Result: f.Evaluate(today, counts))).Where(f => f.Result.Count > 0))
        {
            var text = Texts.Format("Sentence.Finding", found.Result.Text, counts[found.Finding.Register, Selection.All]);
            sentences.Add(new(text, text, found.Result.Href));
        }
        foreach (var figure in figures)
            if (await figure.EvaluateAsync(db, period, counts, stop) is { Value: { } value } result)
                sentences.Add(new(Sentence(result, $"{{{{{figure.Key}}}}}"), Sentence(result, Footnotes.Number(value)), result.Href));
        return sentences;
    }

    private static string Sentence(FigureResult figure, string number) =>
        figure.Population is { } population ? Texts.Format("Sentence.FigureOf", figure.Title, number, Footnotes.Number(population)) : Texts.Format("Sentence.Figure", figure.Title, number);

    /// <summary>The module is the folder below the program.</summary>
    private static string ModuleOf(Type type) => type.Namespace!.Split('.') is [_, var module, ..] ? module : "";
}
