using Genomlys.Shared;
using Genomlys.Shared.Reports;

namespace Genomlys.Review;

public sealed class ReviewModule : IModule
{
    public string Name => "management-review";
    public void Register(ModuleParts parts) => parts.Menu("Ledningens genomgång", "/report").Outline(ReviewOutline.Chapters);
}

/// <summary>The only place that knows chapter numbers.</summary>
public static class ReviewOutline
{
    public static readonly Outline Chapters = new("Ledningens genomgång",
    [
        ("1.2.5.2", "incidents"),
        ("1.2.6", "training"),
    ]);
}
