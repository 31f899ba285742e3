using Genomlys.Accounts;
using Genomlys.Assets;
using Genomlys.AuditLog;
using Genomlys.Audits;
using Genomlys.Classification;
using Genomlys.DataProtection;
using Genomlys.DataSubjects;
using Genomlys.Horizon;
using Genomlys.Improvements;
using Genomlys.Incidents;
using Genomlys.Organisation;
using Genomlys.Overview;
using Genomlys.ProtectedRecords;
using Genomlys.Retention;
using Genomlys.Review;
using Genomlys.Risks;
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
        new AssetsModule(),
        new ClassificationModule(),
        new RisksModule(),
        new IncidentsModule(),
        new TrainingModule(),
        new DataProtectionModule(),
        new DataSubjectsModule(),
        new AuditsModule(),
        new ImprovementsModule(),
        new HorizonModule(),
        new ReviewModule(),
        new AccountsModule(),
        new ProtectedRecordsModule(),
        new AuditLogModule(),
        new RetentionModule(),
    ];
}
