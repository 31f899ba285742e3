using Genomlys.Review.Writing;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Tests.Review.Writing;

/// <summary>Two who write in one chapter at once: whatever they do and in whatever order it arrives, no sentence is lost that its author has not taken out himself.</summary>
public sealed class ConcurrentWritersTests
{
    private const int Rounds = 500;
    private const string Place = "city";

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Two_who_write_at_once_lose_nothing(string provider)
    {
        await using var app = await Writer.InReviewAsync(provider);
        using Writer one = new(app, Writer.First), two = new(app, Writer.Second);
        await one.OpenAsync(Place);
        await two.OpenAsync(Place);
        var random = new Random(20251115);
        Author[] authors = [new(one, "A", random), new(two, "B", random)];
        var replaced = new HashSet<string>();
        var came = new Dictionary<string, int>();
        for (var round = 0; round < Rounds; round++)
        {
            var (text, version) = await one.TextAsync(Place);
            foreach (var author in authors)
                author.Begin(text, version);   // one who has not looked for a while goes on from what he saw then
            var saved = await Task.WhenAll(authors.Select(a => a.SaveAsync(Place)));
            foreach (var said in saved)
                came[said] = came.GetValueOrDefault(said) + 1;
            foreach (var author in authors.Where(a => a.HasOpen))
                foreach (var kept in (await author.Writer.KeptAsync(Place)).Where(k => k.SettledAt is null).Where(_ => random.Next(3) > 0))
                {
                    var (before, seen) = await one.TextAsync(Place);
                    var pick = (Pick)random.Next(3);
                    Assert.Equal("chosen", await author.Writer.ChooseAsync(Place, kept.Id.Value, pick, seen));
                    if (pick is Pick.Own)
                        replaced.UnionWith(Author.SentencesIn(before).Except(Author.SentencesIn((await one.TextAsync(Place)).Text)));   // with both before his eyes
                }
        }
        var (last, count) = await one.TextAsync(Place);
        var versions = await one.AsHimAsync(db => db.TextVersions.AsNoTracking().Where(v => v.Place == Place).OrderBy(v => v.Number).ToListAsync());
        Assert.Equal(Enumerable.Range(1, count), versions.Select(v => v.Number));
        Assert.Equal(last, versions[^1].Markdown);
        Assert.True(came.GetValueOrDefault("merged") > 20 && came.GetValueOrDefault("overlap") > 20 && came.GetValueOrDefault("saved") > 20, string.Join(", ", came));
        var history = versions.SelectMany(v => Author.SentencesIn(v.Markdown)).ToHashSet();
        foreach (var author in authors)
        {
            var there = Author.SentencesIn(last).Concat((await author.Writer.KeptAsync(Place)).SelectMany(k => Author.SentencesIn(k.Markdown))).ToHashSet();
            Assert.True(author.Wrote.Count > 300);
            Assert.Empty(author.Wrote.Except(there).Except(replaced.Where(history.Contains)));
        }
    }

    private sealed class Author(Writer writer, string name, Random random)
    {
        private string text = "";
        private int seen, number;
        private List<string> paragraphs = [];

        public Writer Writer => writer;

        /// <summary>He has had something to settle.</summary>
        public bool HasOpen { get; private set; }

        /// <summary>What he has written and not taken out again.</summary>
        public HashSet<string> Wrote { get; } = [];

        public static IEnumerable<string> SentencesIn(string text) => text.Split(['\n', '.'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        public void Begin(string newest, int version)
        {
            if (random.Next(4) > 0 || seen is 0)
                (text, seen) = (newest, version);
            paragraphs = [.. text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)];
            for (var n = random.Next(1, 4); n > 0; n--)
                Edit();
        }

        public async Task<string> SaveAsync(string place)
        {
            var sent = string.Join("\n\n", paragraphs);
            var said = await writer.SaveAsync(place, sent, seen);
            HasOpen |= said is "overlap";
            return said;
        }

        private void Edit()
        {
            var at = Math.Min(random.Next(6), paragraphs.Count - 1);   // where both are busy
            switch (random.Next(4))
            {
                case 0 when at >= 0:
                    paragraphs[at] += " " + New();
                    break;
                case 1 when at >= 0:
                    var own = SentencesIn(paragraphs[at]).Where(s => s.StartsWith(name, StringComparison.Ordinal)).ToList();
                    if (own is not [_, ..])
                        break;
                    var gone = own[random.Next(own.Count)];
                    Wrote.Remove(gone);
                    paragraphs[at] = string.Join(' ', SentencesIn(paragraphs[at]).Where(s => s != gone).Select(s => s + "."));
                    paragraphs.RemoveAll(p => p is "");
                    break;
                default:
                    paragraphs.Insert(at + 1, New());
                    break;
            }
        }

        private string New()
        {
            var sentence = $"{name} skriver {++number}";
            Wrote.Add(sentence);
            return sentence + ".";
        }
    }
}
