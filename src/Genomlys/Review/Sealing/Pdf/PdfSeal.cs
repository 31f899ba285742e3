using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using Genomlys.Shared;

namespace Genomlys.Review.Sealing.Pdf;

/// <summary>
/// A seal in a PDF: PAdES baseline B-B, or B-T with a timestamp (ETSI EN 319 142-1). Added after the last byte, so that what was there, its tags too, is as it was;
/// a certification that allows no change (ISO 32000-1, 12.8.2.2). Same PDF, moment and RSA key: same bytes, where there is no timestamp.
/// </summary>
public static partial class PdfSeal
{
    private const int HexOfSignature = 12 << 10, HexOfTimestamp = 32 << 10, Digits = 10, Longest = 256 << 20;
    private const string Contents = "\n/Contents <";

    private static readonly Words Texts = Words.Of<SealPen>();

    /// <summary>The PDF with the seal after its last byte.</summary>
    /// <exception cref="InvalidDataException">It cannot be read, holds a form already, or is too large.</exception>
    public static async Task<byte[]> SealAsync(byte[] pdf, SealPen pen, CancellationToken stop)
    {
        if (pdf.Length > Longest)
            throw PdfText.Unreadable();
        var hex = HexOfSignature + (2 * pen.Issuers.Sum(i => i.RawData.Length)) + (pen.Stamp is null ? 0 : HexOfTimestamp);
        var (file, at, update) = Prepared(pdf, pen, [0, 0, 0], hex);
        var start = Find(file, Contents, at) + Contents.Length - 1;
        var end = start + hex + 2;
        (file, _, _) = Prepared(pdf, pen, [start, end, file.Length - end], hex);
        var cms = DetachedCms.Make([.. file.AsSpan(0, start), .. file.AsSpan(end)], pen, saysWhen: false);
        if (pen.Stamp is not null)
            cms = cms with { Timestamp = TimestampProof.TokenIn(await pen.Stamp(cms.Signature, stop)) };
        var written = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(cms.Encode()));
        if (written.Length > hex)
            throw new InvalidDataException("The timestamp is longer than there is room for.");
        written.CopyTo(file, start + 1);
        return file;
    }

    /// <summary>The seal that a PDF ends with; nothing when there is none in our form. Whether it is over the whole file is asked of it.</summary>
    public static SealedPdf? Read(byte[] pdf)
    {
        var from = Math.Max(0, Math.Min(pdf.AsSpan().LastIndexOf("/ByteRange "u8), pdf.Length));
        var text = Encoding.Latin1.GetString(pdf.AsSpan(from, Math.Min(200, pdf.Length - from)));
        if (Seal().Match(text) is not { Success: true } found)
            return null;
        long[] range = [.. new[] { "start", "end", "rest" }.Select(n => long.Parse(found.Groups[n].Value, CultureInfo.InvariantCulture))];
        var start = from + found.Length - 1;
        if (range[0] != start || range[1] <= start + 1 || range[1] > pdf.Length || pdf[range[1] - 1] is not (byte)'>'
            || !DateTimeOffset.TryParseExact(found.Groups["at"].Value, "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            return null;
        var (end, isWhole) = ((int)range[1], range[1] + range[2] == pdf.Length);
        var cms = Signature(Encoding.ASCII.GetString(pdf.AsSpan((start + 1)..(end - 1))));
        return cms is null ? null : new(cms, at, isWhole, isWhole && cms.IsOver([.. pdf.AsSpan(0, start), .. pdf.AsSpan(end)]));
    }

    /// <summary>The signature and then zeros, in small letters: no bit of it may be another.</summary>
    private static DetachedCms? Signature(string hex)
    {
        if (hex.Length < 8 || hex.Length % 2 is 1 || hex.Any(c => c is not ((>= '0' and <= '9') or (>= 'a' and <= 'f'))) || !hex.StartsWith("3082", StringComparison.Ordinal))
            return null;
        var bytes = Convert.FromHexString(hex);
        var length = 4 + (bytes[2] << 8) + bytes[3];
        return length <= bytes.Length && !bytes.AsSpan(length).ContainsAnyExcept((byte)0) ? DetachedCms.Read(bytes[..length]) : null;
    }

    private static (byte[] File, int At, PdfUpdate Update) Prepared(byte[] pdf, SealPen pen, int[] range, int hex)
    {
        var source = new PdfSource(pdf);
        var update = new PdfUpdate(source);
        var (root, page) = (PdfText.Referred(source.Trailer["/Root"]) ?? throw PdfText.Unreadable(), FirstPage(source));
        var (signature, field) = (update.Reserve(), update.Reserve());
        var catalog = PdfDictionary.Read(source.Object(root));
        if (catalog["/AcroForm"] is not null || catalog["/Perms"] is not null)
            throw new InvalidDataException("The PDF has a form or a seal already.");
        var isEnglish = catalog["/Lang"]?.StartsWith("(en", StringComparison.Ordinal) is true;
        update.Say(root, catalog.With("/AcroForm", $"<< /Fields [{field} 0 R] /SigFlags 3 >>").With("/Perms", $"<< /DocMDP {signature} 0 R >>").ToString());
        AddTo(page, $"{field} 0 R", source, update);
        update.Say(signature, $"<<\n/Type /Sig\n/Filter /Adobe.PPKLite\n/SubFilter /ETSI.CAdES.detached\n/ByteRange [0 {string.Join(' ', range.Select(n => $"{n.ToString(CultureInfo.InvariantCulture),-Digits}"))}]\n/M (D:{pen.At.UtcDateTime:yyyyMMddHHmmss}Z){Contents}{new string('0', hex)}>\n"
            + $"/Name {Said(pen.Certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false))}\n/Reference [<< /Type /SigRef /TransformMethod /DocMDP /TransformParams << /Type /TransformParams /P 1 /V /1.2 >> >>]\n>>");
        // Hidden: it has no look, and needs no place among the tags (ISO 14289-1, 7.18.1). Its name is said to whoever lists the fields.
        update.Say(field, $"<< /Type /Annot /Subtype /Widget /FT /Sig /T {Said(Named("Pdf.Field", isEnglish))} /TU {Said(Named("Pdf.FieldSays", isEnglish))} /Rect [0 0 0 0] /F 134 /P {page} 0 R /V {signature} 0 R >>");
        var (file, at) = update.Write(signature);
        return (file, at, update);
    }

    /// <summary>In the document's own language, whoever asks.</summary>
    private static string Named(string key, bool isEnglish) => Texts.Names(key)[isEnglish ? 1 : 0];

    private static void AddTo(int page, string field, PdfSource source, PdfUpdate update)
    {
        var says = PdfDictionary.Read(source.Object(page));
        says = says.With("/Tabs", says["/Tabs"] ?? "/S");
        if (PdfText.Referred(says["/Annots"]) is { } elsewhere)
            update.Say(elsewhere, $"[{string.Join(' ', [.. PdfText.Items(source.Object(elsewhere)), field])}]");
        else
            says = says.With("/Annots", $"[{string.Join(' ', [.. says["/Annots"] is { } there ? PdfText.Items(there) : [], field])}]");
        update.Say(page, says.ToString());
    }

    private static int FirstPage(PdfSource source)
    {
        var at = PdfDictionary.Read(source.Object(PdfText.Referred(source.Trailer["/Root"])))["/Pages"];
        for (var depth = 0; depth < 50; depth++)
        {
            var says = PdfDictionary.Read(source.Object(PdfText.Referred(at)));
            if (says["/Type"] is "/Page")
                return PdfText.Referred(at)!.Value;
            var kids = says["/Kids"];
            at = PdfText.Items(PdfText.Referred(kids) is { } elsewhere ? source.Object(elsewhere) : kids ?? throw PdfText.Unreadable()) is [var first, ..] ? first : null;
        }
        throw PdfText.Unreadable();
    }

    private static int Find(byte[] file, string what, int from) => from + file.AsSpan(from).IndexOf(Encoding.Latin1.GetBytes(what));

    /// <summary>Any words, as PDF writes them.</summary>
    private static string Said(string words) => $"<feff{Convert.ToHexStringLower(Encoding.BigEndianUnicode.GetBytes(words))}>";

    [GeneratedRegex(@"\A/ByteRange \[0 (?<start>\d{1,10}) {0,9} (?<end>\d{1,10}) {0,9} (?<rest>\d{1,10}) {0,9}\]\n/M \(D:(?<at>\d{14})Z\)\n/Contents <", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Seal();
}

/// <summary>The seal of a PDF: its signature, the moment it says, and whether it is over the file to its last byte.</summary>
public sealed record SealedPdf(DetachedCms Cms, DateTimeOffset At, bool IsWhole, bool IsSound)
{
    public TimestampProof? Timestamp => TimestampProof.OfToken(Cms.Timestamp, Cms.Signature);
}
