namespace Genomlys.Documents;

/// <summary>Six colours that stay apart for the colour-blind and on a grey printer; each is 3:1 against white, its ink 4.5:1 against it.</summary>
internal sealed record Shade(string Colour, string Ink)
{
    public static readonly IReadOnlyList<Shade> All =
    [
        new("0b4a5e", "ffffff"),   // petrol
        new("c08a1a", "1a1f2b"),   // ochre
        new("7a3b69", "ffffff"),   // plum
        new("55793c", "ffffff"),   // moss
        new("8592a0", "1a1f2b"),   // slate
        new("a8432a", "ffffff"),   // brick
    ];

    public static Shade At(int n) => All[n % All.Count];
}
