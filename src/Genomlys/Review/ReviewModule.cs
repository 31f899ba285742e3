using Genomlys.Documents.Typst;
using Genomlys.Review.Sealing;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Reports;

namespace Genomlys.Review;

public sealed class ReviewModule : IModule
{
    public string Name => "review";

    public void Register(ModuleParts parts) => parts
        .In(MenuGroup.FollowUp, "clipboard-check", "l").Menu(() => Words.Kernel["Review"], "/review", Area.Review)
        .In(MenuGroup.FollowUp, "clipboard-check").Register<ReviewRegister>()
        .Service<DraftComposer>().Service<ReviewExport>()
        .Service<IReportOutline, ReviewOutline>()
        .Once(_ => new TypstWorker(new TypstOptions()))
        .Service<Seals>()
        .Once(services => new TimestampAuthority(services.GetRequiredService<IConfiguration>()))
        .Once(services => new SealSettings(services.GetRequiredService<IConfiguration>()))
        .Once(_ => new VerifyPace());

    public void Map(IEndpointRouteBuilder app)
    {
        ReviewRoutes.Map(app);
        VerifyRoutes.Map(app);
    }
}
