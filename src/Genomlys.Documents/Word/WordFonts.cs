using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;
using static Genomlys.Documents.Word.Wml;

namespace Genomlys.Documents.Word;

/// <summary>Inter travels inside the document, so that it looks the same where Inter is not installed. Its licence (OFL) allows it.</summary>
internal static class WordFonts
{
    private static readonly (string Element, string File, string Key)[] Faces =
    [
        ("embedRegular", "400Regular/Inter_400Regular.ttf", "{6E6D4A11-0D5B-4C61-9A0B-6A0A5B1C0001}"),
        ("embedBold", "700Bold/Inter_700Bold.ttf", "{6E6D4A11-0D5B-4C61-9A0B-6A0A5B1C0002}"),
        ("embedItalic", "400Regular_Italic/Inter_400Regular_Italic.ttf", "{6E6D4A11-0D5B-4C61-9A0B-6A0A5B1C0003}"),
    ];

    public static void Add(MainDocumentPart main, string folder)
    {
        var part = main.AddNewPart<FontTablePart>("rFonts");
        var embedded = Faces.Where(face => File.Exists(Path.Combine(folder, face.File))).ToList();
        foreach (var face in embedded)
        {
            using var font = new MemoryStream(Obfuscated(File.ReadAllBytes(Path.Combine(folder, face.File)), face.Key));
            part.AddFontPart(FontPartType.FontOdttf, face.Element).FeedData(font);
        }
        part.Feed(new(El("fonts", new XAttribute(XNamespace.Xmlns + "w", W), new XAttribute(XNamespace.Xmlns + "r", R),
            El("font", At("name", "Inter"), Val("altName", "Segoe UI"), Val("charset", "00"), Val("family", "swiss"), Val("pitch", "variable"),
                embedded.Select(face => El(face.Element, new XAttribute(R + "id", face.Element), At("fontKey", face.Key)))))));
    }

    /// <summary>As the format asks (ECMA-376 part 4): the first 32 bytes mixed with the key, backwards.</summary>
    private static byte[] Obfuscated(byte[] font, string key)
    {
        var bytes = Convert.FromHexString(key.Trim('{', '}').Replace("-", ""));
        for (var n = 0; n < 32; n++)
            font[n] ^= bytes[15 - n % 16];
        return font;
    }
}
