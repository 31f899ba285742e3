using Genomlys.Documents.Typst;
using Genomlys.Review.Writing;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Deadlines;
using Genomlys.Shared.Reports;

namespace Genomlys.Review;

public sealed class ReviewModule : IModule
{
    public string Name => "review";

    public void Register(ModuleParts parts) => parts
        .In(MenuGroup.FollowUp, "clipboard-check", "l").Menu(() => Words.Kernel["Review"], "/review", Area.Review)
        .In(MenuGroup.FollowUp, "clipboard-check").Register<ReviewRegister>()
        .Service<DraftComposer>().Service<ReviewExport>()
        .Service<PlaceWriting>().Service<DeskLaying>().Service<Commenting>().Service<ReadySentences>().Service<Requesting>().Service<HistoryReading>().Service<StandingReading>()
        .Service<IWaiting, WaitingPlaces>()
        .Service<IReportOutline, ReviewOutline>()
        .Once(_ => new TypstWorker(new TypstOptions()));

    public void Map(IEndpointRouteBuilder app) => ReviewRoutes.Map(app);
}
