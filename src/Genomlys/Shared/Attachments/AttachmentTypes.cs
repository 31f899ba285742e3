using System.Text.Json;
using System.Text.Json.Serialization;

namespace Genomlys.Shared.Attachments;

/// <summary>A kind of file that is taken: by its extension and by what it holds, both. Beginnings are in hexadecimal; a package has a main part; a text has neither.</summary>
public sealed record AttachmentType(string Extension, string MediaType, IReadOnlyList<string>? Begins = null, string Main = "", bool IsText = false)
{
    internal bool IsBeginning(ReadOnlySpan<byte> content)
    {
        foreach (var begins in Begins ?? [])
            if (content.StartsWith(Convert.FromHexString(begins)))
                return true;
        return IsText;
    }
}

/// <summary>
/// What is taken as an attachment, as dated data: the file that <c>Attachments:Types</c> names, else the one that ships. Besides: extensions that may not stand before the last one either,
/// and parts that no package may hold.
/// </summary>
public sealed record AttachmentTypes(DateOnly AsOf, IReadOnlyList<AttachmentType> Types, IReadOnlyList<string> NeverWithin, IReadOnlyList<string> NeverInside)
{
    internal const string Setting = "Attachments:Types";

    public AttachmentType? Of(string extension) => Types.FirstOrDefault(t => t.Extension == extension);

    /// <summary>For people, and for the browser's own choosing of files.</summary>
    public string Listed => string.Join(", ", Types.Select(t => t.Extension));
    public string Accept => string.Join(',', Types.Select(t => $".{t.Extension}"));

    internal static AttachmentTypes Of(IConfiguration configuration)
    {
        try
        {
            using var content = configuration[Setting] is { Length: > 0 } stated ? File.OpenRead(stated) : typeof(AttachmentTypes).Assembly.GetManifestResourceStream($"{typeof(AttachmentTypes).Namespace}.types.json")!;
            var read = JsonSerializer.Deserialize(content, AttachmentTypesFile.Default.AttachmentTypes);
            if (read is { Types: [_, ..], NeverWithin: not null, NeverInside: not null } && read.Types.All(t => t.IsText || (t.Begins is [_, ..] begins && begins.All(b => Convert.FromHexString(b) is [_, ..]))))
                return read;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException or FormatException)
        {
            // said below
        }
        throw new SettingException(Words.Kernel.Format("NoSuchSetting", Setting));
    }
}

/// <summary>How they stand in their file.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(AttachmentTypes))]
internal sealed partial class AttachmentTypesFile : JsonSerializerContext;
