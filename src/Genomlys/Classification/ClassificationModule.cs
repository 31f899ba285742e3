using Genomlys.Classification.Scales;
using Genomlys.Shared;

namespace Genomlys.Classification;

public sealed class ClassificationModule : IModule
{
    public string Name => "classification";

    public void Register(ModuleParts parts) => parts
        .Register<ClassificationRegister>()
        .Register<ScaleRegister>()
        .Importer<ClassificationListImport>()
        .Section<CoverageSection>()
        .Seed<ScaleSeed>();
}
