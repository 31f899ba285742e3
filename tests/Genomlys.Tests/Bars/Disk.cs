namespace Genomlys.Tests.Bars;

/// <summary>
/// A disk whose power may fail. It keeps what was synced; of the rest, each write may have come through, not at all, or in part, in any order.
/// A name is there for certain when its folder was synced, or the file under that name.
/// </summary>
internal sealed class Disk
{
    private const int Sector = 512, Page = 4096;

    private readonly Dictionary<string, Content> seen = [], certain = [];
    private int acts;

    private sealed class Content
    {
        public MemoryStream Certain { get; } = new();
        public List<(int Number, Act Act)> Waiting { get; } = [];
    }

    /// <summary>What the program sees.</summary>
    public IReadOnlyDictionary<string, byte[]> Files => seen.ToDictionary(f => f.Key, f => Image(f.Value.Certain, f.Value.Waiting.Select(w => w.Act)));

    public void Take(Act act)
    {
        var number = acts++;
        switch (act)
        {
            case Act.Make(var file):
                seen.TryAdd(file, new Content());
                break;
            case Act.Link(var from, var to):
                seen[to] = seen[from];
                break;
            case Act.Remove(var file):
                seen.Remove(file);
                break;
            case Act.Write(var file, _, _) when seen.TryGetValue(file, out var content):
                content.Waiting.Add((number, act));
                break;
            case Act.Cut(var file, _) when seen.TryGetValue(file, out var content):
                content.Waiting.Add((number, act));
                break;
            case Act.Sync(var place, var since):
                Sync(place, since);
                break;
        }
    }

    private void Sync(string place, int since)
    {
        if (seen.TryGetValue(place, out var content))
        {
            foreach (var (_, act) in content.Waiting.Where(w => w.Number < since))
                Do(content.Certain, act);
            content.Waiting.RemoveAll(w => w.Number < since);
        }
        foreach (var name in seen.Keys.Union(certain.Keys).Where(n => Path.GetDirectoryName(n) == place || (content is not null && (seen.GetValueOrDefault(n) == content || certain.GetValueOrDefault(n) == content))).ToList())
            if (seen.TryGetValue(name, out var now))
                certain[name] = now;
            else
                certain.Remove(name);
    }

    /// <summary>Nothing but what is certain.</summary>
    public Dictionary<string, byte[]> WithoutPower() => certain.ToDictionary(f => f.Key, f => f.Value.Certain.ToArray());

    /// <summary>And of the rest what chance lets through.</summary>
    public Dictionary<string, byte[]> WithoutPower(Random chance)
    {
        var files = new Dictionary<string, byte[]>();
        foreach (var name in seen.Keys.Union(certain.Keys))
            if ((chance.Next(2) is 0 ? seen : certain).GetValueOrDefault(name) is { } content)
                files[name] = Image(content.Certain, Through([.. content.Waiting.Select(w => w.Act)], chance));
        return files;
    }

    private static List<Act> Through(List<Act> waiting, Random chance)
    {
        var through = chance.Next(3) switch { 0 => waiting, 1 => waiting[..chance.Next(waiting.Count + 1)], _ => [.. waiting.Where(_ => chance.Next(2) is 0)] };
        return through is [.. var whole, Act.Write last] && chance.Next(2) is 0 ? [.. whole, Torn(last, chance)] : through;
    }

    private static Act.Write Torn(Act.Write write, Random chance)
    {
        var sector = chance.Next(2) is 0 ? Sector : Page;
        var at = Math.Min(write.Bytes.Length, sector * chance.Next(write.Bytes.Length / sector + 1));
        return chance.Next(2) is 0 ? write with { Bytes = write.Bytes[..at] } : write with { At = write.At + at, Bytes = write.Bytes[at..] };
    }

    private static byte[] Image(MemoryStream certain, IEnumerable<Act> acts)
    {
        using var image = new MemoryStream();
        image.Write(certain.GetBuffer(), 0, (int)certain.Length);
        foreach (var act in acts)
            Do(image, act);
        return image.ToArray();
    }

    private static void Do(MemoryStream image, Act act)
    {
        if (act is Act.Cut(_, var size))
            image.SetLength(size);
        if (act is not Act.Write(_, var at, var bytes) || bytes is [])
            return;
        image.Position = at;
        image.Write(bytes);
    }
}
