using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Genomlys.Review.Sealing.Pdf;

/// <summary>What is added after a PDF's last byte (ISO 32000-1, 7.5.6): objects that are new or take the place of others. What was there is not touched.</summary>
internal sealed class PdfUpdate(PdfSource source)
{
    private readonly SortedDictionary<int, string> objects = [];
    private int next = PdfText.Number(source.Trailer["/Size"]);

    public int Reserve() => next++;

    public void Say(int number, string value) => objects[number] = value;

    /// <summary>The whole file, and where the object that is asked about begins. Of the same length whatever its values are, as long as they are.</summary>
    public (byte[] File, int At) Write(int about)
    {
        using var file = new MemoryStream();
        file.Write(source.Bytes);
        if (source.Bytes[^1] is not (byte)'\n')
            file.WriteByte((byte)'\n');
        var places = new SortedDictionary<int, int>();
        foreach (var (number, value) in objects)
        {
            places[number] = (int)file.Position;
            file.Write(Encoding.Latin1.GetBytes($"{number} 0 obj\n{value}\nendobj\n"));
        }
        var start = (int)file.Position;
        file.Write(source.HasStream ? Stream(places, start) : Table(places));
        file.Write(Encoding.Latin1.GetBytes($"startxref\n{start}\n%%EOF\n"));
        return (file.ToArray(), places[about]);
    }

    private byte[] Table(SortedDictionary<int, int> places)
    {
        var table = new StringBuilder("xref\n");
        foreach (var run in Runs(places))
        {
            table.Append($"{run[0].Key} {run.Count}\n");
            foreach (var (_, at) in run)
                table.Append($"{at:D10} 00000 n \n");
        }
        return Encoding.Latin1.GetBytes($"{table}trailer\n{Trailer(next)}\n");
    }

    private byte[] Stream(SortedDictionary<int, int> places, int start)
    {
        places[next] = start;   // it lists itself
        var rows = new List<byte>();
        var row = new byte[7];
        row[0] = 1;   // each lies at a place in the file
        foreach (var at in places.Values)
        {
            BinaryPrimitives.WriteInt32BigEndian(row.AsSpan(1), at);
            rows.AddRange(row);
        }
        var says = Trailer(next + 1).With("/Type", "/XRef").With("/W", "[1 4 2]").With("/Index", $"[{string.Join(' ', Runs(places).Select(r => $"{r[0].Key} {r.Count}"))}]").With("/Length", $"{rows.Count}");
        return [.. Encoding.Latin1.GetBytes($"{next} 0 obj\n{says}\nstream\n"), .. rows, .. "\nendstream\nendobj\n"u8];
    }

    /// <summary>The second half of the identity follows from the file it is added to.</summary>
    private PdfDictionary Trailer(int size)
    {
        var first = source.Trailer["/ID"] is { } id && PdfText.Items(id) is [var kept, ..] ? kept : null;
        return PdfDictionary.Read("<< >>").With("/Size", $"{size}").With("/Root", source.Trailer["/Root"]).With("/Info", source.Trailer["/Info"])
            .With("/ID", first is null ? null : $"[{first} <{Convert.ToHexStringLower(SHA256.HashData(source.Bytes).AsSpan(0, 16))}>]").With("/Prev", $"{source.Start}");
    }

    private static IEnumerable<List<KeyValuePair<int, int>>> Runs(SortedDictionary<int, int> places)
    {
        var run = new List<KeyValuePair<int, int>>();
        foreach (var place in places)
        {
            if (run is [.., var last] && last.Key + 1 != place.Key)
            {
                yield return run;
                run = [];
            }
            run.Add(place);
        }
        if (run is [_, ..])
            yield return run;
    }
}
