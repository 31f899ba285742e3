using Genomlys.Documents.Typst;
using Genomlys.Review.Checks;
using Genomlys.Review.Decision;
using Genomlys.Review.Freezing;
using Genomlys.Review.Paper;
using Genomlys.Review.Reading;
using Genomlys.Review.Sealing;
using Genomlys.Review.Templates;
using Genomlys.Review.Trends;
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
        .In(MenuGroup.DataProtection, "clipboard-check").Menu(() => Words.Of<ReviewRegister>()["Officers"], "/review/dpo", Area.OfficersReport)
        .In(MenuGroup.FollowUp, "clipboard-check").Register<ReviewRegister>()
        .In(MenuGroup.FollowUp, "layers").Register<TemplateRegister>().Seed<TemplateSeed>()
        .In(MenuGroup.FollowUp, "file-text").Register<PaperRegister>().Service<Papers>()
        .In(MenuGroup.FollowUp, "book-open").Register<ReadingRegister>().Service<Readings>().Service<Accepting>().Service<TrendReading>()
        .Service<DraftComposer>().Service<ReviewExport>().Service<CheckRun>()
        .Service<FreezeKeeper>().Service<Deciding>().Service<DecisionKeeper>().Section<DecisionSection>()
        .Service<PlaceWriting>().Service<DeskLaying>().Service<Commenting>().Service<ReadySentences>().Service<Requesting>().Service<HistoryReading>().Service<StandingReading>()
        .Service<IWaiting, WaitingPlaces>()
        .Service<IReportOutline, ReviewOutline>()
        .Once(_ => new TypstWorker(new TypstOptions()))
        .Service<Seals>()
        .Once(services => new TimestampAuthority(services.GetRequiredService<IConfiguration>()))
        .Once(services => new SealSettings(services.GetRequiredService<IConfiguration>()))
        .Once(_ => new VerifyPace());

    public void Map(IEndpointRouteBuilder app)
    {
        ReviewRoutes.Map(app);
        TemplateRoutes.Map(app);
        PaperRoutes.Map(app);
        FreezeRoutes.Map(app);
        DecisionRoutes.Map(app);
        VerifyRoutes.Map(app);
        CheckRoutes.Map(app);
        ReadingRoutes.Map(app);
        TrendRoutes.Map(app);
    }
}
