using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Genomlys.Review.Templates;

/// <summary>The order, numbers and headings of a review, as data: the city changes it without a programmer.</summary>
public sealed record Template(string Key, string Name, DateOnly ValidFrom, string Title, string Subtitle, IReadOnlyList<Place> Places)
{
    /// <summary>What it is a template of; where the file does not say, of the management review.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ReviewKind Kind { get; init; }

    /// <summary>The templates that ship with the product, newest first.</summary>
    public static IReadOnlyList<Template> Shipped { get; } =
    [
        .. from name in typeof(Template).Assembly.GetManifestResourceNames()
           where name.StartsWith($"{typeof(Template).Namespace}.", StringComparison.Ordinal) && name.EndsWith(".json", StringComparison.Ordinal)
           let template = OfResource(name)
           orderby template.ValidFrom descending
           select template,
    ];

    /// <summary>Of those that ship, the one of a kind that holds for a year; nothing before the first.</summary>
    public static Template? ShippedFor(int year, ReviewKind kind = ReviewKind.ManagementReview) => Shipped.FirstOrDefault(t => t.Kind == kind && t.ValidFrom <= new DateOnly(year, 1, 1));

    public Place? Find(string place) => Places.FirstOrDefault(p => p.Key == place);

    /// <summary>With a place said anew, or added at the end of what it follows.</summary>
    public Template With(Place place, string? after = null)
    {
        var places = Places.ToList();
        if (places.FindIndex(p => p.Key == place.Key) is >= 0 and var at)
            places[at] = place;
        else
            places.Insert(after is null ? places.Count : places.FindIndex(p => p.Key == after) + 1, place);
        return this with { Places = places };
    }

    public Template Without(string place) => this with { Places = [.. Places.Where(p => p.Key != place)] };

    /// <summary>One step up or down; the first and the last stay where they are.</summary>
    public Template Moved(string place, int step)
    {
        var places = Places.ToList();
        var from = places.FindIndex(p => p.Key == place);
        var to = Math.Clamp(from + step, 0, places.Count - 1);
        if (from >= 0)
            (places[from], places[to]) = (places[to], places[from]);
        return this with { Places = places };
    }

    /// <summary>As it stands in a file. The same template always gives the same text.</summary>
    public string Write() => JsonSerializer.Serialize(this, TemplateFile.Readable.Template).ReplaceLineEndings("\n");

    /// <summary>Null when it is no template at all, or names something that templates do not have.</summary>
    public static Template? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, TemplateFile.Readable.Template) is { Key: not null, Name: not null, Title: not null, Places: not null } template
                && template.Places.All(p => p is { Key: not null, Number: not null, Heading: not null } && Enum.IsDefined(p.Items))
                ? template with { Subtitle = template.Subtitle ?? "", Places = [.. template.Places.Select(p => p with { Guidance = p.Guidance ?? "" })] } : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Template OfResource(string resource)
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

    /// <summary>That nothing is said here is no gap: a heading over others.</summary>
    public bool MayBeEmpty { get; init; }

    /// <summary>How what the sections tell one by one is numbered.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ItemNumbers Items { get; init; }

    /// <summary>1 is a chapter.</summary>
    [JsonIgnore]
    public int Level => Number.Count(c => c == '.') + 1;

    [JsonIgnore]
    public string Title => Number is "" ? Heading : $"{Number} {Heading}";
}

/// <summary>On from the chapter's number (1.2.7.1), or by itself: (1), (2).</summary>
public enum ItemNumbers { AsChapter, InParentheses }

/// <summary>How a template stands in its file; read at every start, and therefore by code that is written when the program is built.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, UseStringEnumConverter = true, WriteIndented = true)]
[JsonSerializable(typeof(Template))]
internal sealed partial class TemplateFile : JsonSerializerContext
{
    /// <summary>With letters as they are, not as escapes.</summary>
    public static TemplateFile Readable => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });
}
