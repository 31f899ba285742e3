using System.Text.Json;
using System.Text.Json.Serialization;

namespace Genomlys.Shared.Lineage;

/// <summary>
/// By what two texts are held to be alike, as data: how many letters, and how large a part of the longer word, two forms of a word share at its beginning; how much the name weighs beside the text;
/// from what likeness on a pair is suggested, how many for each, and how many years back one looks; and the words that say nothing.
/// </summary>
public sealed record LikenessRule(int LeastShared, double LeastOfWord, double NameWeight, double Least, int YearsBack, int MostSuggested, IReadOnlyList<string> Fillers)
{
    private static readonly Lazy<LikenessRule> shipped = new(Read);

    public static LikenessRule Shipped => shipped.Value;

    private static LikenessRule Read()
    {
        using var content = typeof(LikenessRule).Assembly.GetManifestResourceStream($"{typeof(LikenessRule).Namespace}.likeness.json")!;
        return JsonSerializer.Deserialize(content, LikenessFile.Default.LikenessRule)!;
    }
}

/// <summary>How the rule stands in its file.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(LikenessRule))]
internal sealed partial class LikenessFile : JsonSerializerContext;
