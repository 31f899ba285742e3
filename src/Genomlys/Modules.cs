using Genomlys.Incidents;
using Genomlys.Review;
using Genomlys.Organisation;
using Genomlys.Overview;
using Genomlys.Shared;
using Genomlys.Training;

namespace Genomlys;

/// <summary>What the product consists of, in menu order.</summary>
public static class Modules
{
    public static readonly IReadOnlyList<IModule> All =
    [
        new OverviewModule(),
        new OrganisationModule(),
        new IncidentsModule(),
        new TrainingModule(),
        new ReviewModule(),
    ];
}
