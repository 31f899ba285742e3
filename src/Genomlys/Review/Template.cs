using System.Text.Json;
using System.Text.Json.Serialization;

namespace Genomlys.Review;

/// <summary>The order, numbers and headings of a review, as data: the city changes it without a programmer.</summary>
public sealed record Template(string Key, string Name, DateOnly ValidFrom, string Title, string Subtitle, IReadOnlyList<Place> Places)
{
    /// <summary>The templates that ship with the product, newest first.</summary>
    public static IReadOnlyList<Template> Shipped { get; } =
    [
        .. from name in typeof(Template).Assembly.GetManifestResourceNames()
           where name.Contains(".Review.Templates.", StringComparison.Ordinal)
           let template = Read(name)
           orderby template.ValidFrom descending
           select template,
    ];

    /// <summary>The one that holds for a year: the newest that was valid when the year began.</summary>
    public static Template For(int year) => Shipped.FirstOrDefault(t => t.ValidFrom <= new DateOnly(year, 1, 1)) ?? Shipped[^1];

    public static Template Of(string key) => Shipped.FirstOrDefault(t => t.Key == key) ?? Shipped[0];

    public Place? Find(string place) => Places.FirstOrDefault(p => p.Key == place);

    private static Template Read(string resource)
    {
        using var content = typeof(Template).Assembly.GetManifestResourceStream(resource)!;
        return JsonSerializer.Deserialize(content, TemplateFile.Default.Template)!;
    }
}

/// <summary>A place in a template: its number as printed, its heading, what the author is told, the sections that feed it, and the standing text until someone writes another.</summary>
public sealed record Place(string Key, string Number, string Heading, string Guidance)
{
    // What the file leaves out is given as null.
    public IReadOnlyList<string> Sections { get; init => field = value ?? []; } = [];
    public string Text { get; init => field = value ?? ""; } = "";

    /// <summary>1 is a chapter.</summary>
    public int Level => Number.Count(c => c == '.') + 1;
    public string Title => Number is "" ? Heading : $"{Number} {Heading}";
}

/// <summary>How a template stands in its file; read at every start, and therefore by code that is written when the program is built.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(Template))]
internal sealed partial class TemplateFile : JsonSerializerContext;
