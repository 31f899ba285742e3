using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Genomlys.Shared;

namespace Genomlys.DataSubjects;

/// <summary>The extract for machines (GDPR art. 15.3, 20.1), with the words that people read beside the names.</summary>
internal static class ExtractJson
{
    private static readonly Words Texts = Words.Of<DataSubjectsModule>();
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static byte[] Of(Extract extract) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        Title = Texts["Title"],
        Person = new { extract.Request.Name, extract.Request.Mail, extract.Request.SignInName, extract.Request.Number, extract.Accounts },
        extract.Request.Because,
        extract.At,
        extract.Count,
        Notes = Notes(extract),
        Registers = extract.Parts,
    }, Options);

    /// <summary>What whoever reads it must know to judge what is not in it.</summary>
    public static IReadOnlyList<string> Notes(Extract extract) =>
    [
        Texts["Note.Masked"],
        Texts["Note.Protected"],
        .. extract.IsAmbiguous ? [Texts["Note.Ambiguous"]] : Array.Empty<string>(),
        .. extract.NotReached is [] ? [] : new[] { Texts.Format("Note.NotReached", string.Join(", ", extract.NotReached)) },
        Texts["Note.Beside"],
    ];
}
