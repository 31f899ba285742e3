using Genomlys.Shared;

namespace Genomlys.Review;

public sealed class ReviewModule : IModule
{
    public string Name => "review";
    public void Register(ModuleParts parts) => parts.Menu(() => Words.Kernel["Review"], "/report");
}
