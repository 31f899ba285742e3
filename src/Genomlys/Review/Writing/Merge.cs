namespace Genomlys.Review.Writing;

/// <summary>What a writer does where two have written at the same spot: leaves what is saved, puts his own there, or lets both stand.</summary>
public enum Pick { Saved, Own, Both }

/// <summary>Some paragraphs of a merge: the same for both, or what each wrote at the same spot.</summary>
public sealed record MergedPart(IReadOnlyList<string> Saved, IReadOnlyList<string> Own)
{
    public bool IsOverlap => !Saved.SequenceEqual(Own, StringComparer.Ordinal);

    public IEnumerable<string> As(Pick choice) => choice switch
    {
        Pick.Saved => Saved,
        Pick.Own => Own,
        Pick.Both => Saved.Concat(Own.Except(Saved, StringComparer.Ordinal)),
    };
}

/// <summary>
/// What has been saved meanwhile and what a writer sends, both begun from one text, put together paragraph by paragraph. Changes of different paragraphs go together;
/// changes of the same one, and paragraphs put in at the same spot, are an overlap that a person settles.
/// </summary>
public sealed record Merge(IReadOnlyList<MergedPart> Parts)
{
    public bool IsClean => Parts.All(p => !p.IsOverlap);

    public string Text(Pick choice = Pick.Both) => Paragraphs.Join(Parts.SelectMany(p => p.As(choice)));

    public static Merge Of(string from, string saved, string own)
    {
        var before = Paragraphs.Of(from);
        var changes = Change.Between(from, saved, isOwn: false).Concat(Change.Between(from, own, isOwn: true)).OrderBy(c => c.Start).ThenBy(c => c.End).ThenBy(c => c.IsOwn).ToList();
        var (parts, at, n) = (new List<MergedPart>(), 0, 0);
        while (n < changes.Count)
        {
            var (start, end, first) = (changes[n].Start, changes[n].End, n);
            while (++n < changes.Count && (changes[n].Start < end || (changes[n].Start == end && changes[n].End == end && start == end)))
                end = Math.Max(end, changes[n].End);
            Same(before.Take(start).Skip(at));
            var touched = changes[first..n];
            parts.Add(new(Side(false), Side(true)));
            at = end;

            IReadOnlyList<string> Side(bool isOwn) => touched.Any(c => c.IsOwn == isOwn) ? [.. Change.Applied(before, start, end, touched.Where(c => c.IsOwn == isOwn))] : Side(!isOwn);
        }
        Same(before.Skip(at));
        return new Merge(parts);

        void Same(IEnumerable<string> paragraphs)
        {
            if (paragraphs.ToList() is [_, ..] same)
                parts.Add(new(same, same));
        }
    }

    /// <summary>The paragraphs from a start to before an end of the common text are replaced; none of them where it only puts in.</summary>
    private sealed record Change(int Start, int End, IReadOnlyList<string> Put, bool IsOwn)
    {
        public static IEnumerable<Change> Between(string before, string after, bool isOwn)
        {
            var differs = Paragraphs.Changes(before, after);
            return differs.DiffBlocks.Select(b => new Change(b.DeleteStartA, b.DeleteStartA + b.DeleteCountA, [.. differs.PiecesNew.Skip(b.InsertStartB).Take(b.InsertCountB)], isOwn));
        }

        public static IEnumerable<string> Applied(IReadOnlyList<string> before, int start, int end, IEnumerable<Change> changes)
        {
            foreach (var change in changes)
            {
                foreach (var kept in before.Take(change.Start).Skip(start))
                    yield return kept;
                foreach (var put in change.Put)
                    yield return put;
                start = change.End;
            }
            foreach (var kept in before.Take(end).Skip(start))
                yield return kept;
        }
    }
}
