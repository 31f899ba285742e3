using Genomlys.Shared;
using Genomlys.Shared.Access;

namespace Genomlys.DataSubjects;

/// <summary>What the program holds about one person, for the data protection officer to hand out (GDPR art. 15).</summary>
public sealed class DataSubjectsModule : IModule
{
    public string Name => "data-subjects";

    public void Register(ModuleParts parts) => parts.In(MenuGroup.DataProtection, "search")
        .Menu(() => Words.Of<DataSubjectsModule>()["Title"], DataSubjectRoutes.Path, Area.DataProtection, Need.Write)
        .Service<PeopleKnown>()
        .Service<Extracting>();

    public void Map(IEndpointRouteBuilder app) => DataSubjectRoutes.Map(app);
}
