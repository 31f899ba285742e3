using System.Reflection;
using Genomlys.Documents;
using Genomlys.Shared.Data;

namespace Genomlys.Tests.Architecture;

/// <summary>Rules 1–4 of docs/house.md.</summary>
public sealed class HouseRulesTests
{
    private const string Root = "Genomlys", PlantedRoot = "PlantedHouse";

    private static readonly Assembly Product = typeof(GenomlysDb).Assembly;
    private static readonly Assembly Planted = typeof(HouseRulesTests).Assembly;
    private static readonly Dictionary<string, string[]> PlantedMap = new() { ["Barn"] = [], ["Stable"] = [] };

    /// <summary>The map of the house: change it deliberately. Overview and Review know no module.</summary>
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Organisation"] = [],
        ["Horizon"] = [],
        ["Compliance"] = [],
        ["Training"] = ["Organisation"],
        ["GoverningDocuments"] = ["Organisation"],
        ["Audits"] = ["Organisation"],
        ["Improvements"] = ["Organisation"],
        ["Suppliers"] = ["Organisation"],
        ["Assets"] = ["Organisation", "Suppliers"],
        ["Classification"] = ["Organisation", "Assets"],
        ["AccessReviews"] = ["Organisation", "Assets"],
        ["Risks"] = ["Organisation", "Assets"],
        ["Incidents"] = ["Organisation", "Assets"],
        ["DataProtection"] = ["Organisation", "Assets", "Suppliers"],
        ["Continuity"] = ["Organisation", "Assets", "Suppliers"],
        ["Overview"] = [],
        ["Review"] = [],
        ["Accounts"] = [],
        ["ProtectedRecords"] = ["Accounts"],
        ["AuditLog"] = ["Accounts"],
        ["DataSubjects"] = ["Accounts", "Review"],
        ["Retention"] = [],
    };

    [Fact]
    public void Every_module_is_on_the_map()
    {
        Assert.Empty(Modules.All.Select(m => m.GetType().Namespace!.Split('.')[1]).Except(MayUse.Keys));
        Assert.Empty(HouseRules.FoldersThatAreNotOnTheMap(Product, Root, MayUse));
    }

    [Fact]
    public void A_module_uses_only_the_modules_on_the_map() =>
        Assert.Empty(HouseRules.ModulesThatUseModulesNotDeclared(Product, Root, MayUse));

    [Fact]
    public void The_map_leads_nowhere_in_a_circle() => Assert.Empty(HouseRules.Cycles(MayUse));

    [Fact]
    public void Shared_code_knows_no_module() => Assert.Empty(HouseRules.SharedCodeThatKnowsAModule(Product, Root, MayUse));

    [Fact]
    public void Pages_stay_inside_their_module() => Assert.Empty(HouseRules.PagesUsedFromOutside(Product, Root));

    [Fact]
    public void Entities_values_and_rules_touch_no_database_no_web_no_file_and_no_clock()
    {
        var touched = string.Join('\n', HouseRules.PureTypesThatTouchTheOutside(Product, Root, MayUse));
        Assert.True(touched is "", touched);
    }

    [Fact]
    public void The_pure_types_are_found_by_themselves()
    {
        var pure = HouseRules.PureTypes(Product, Root, MayUse).Select(t => t.Name).ToHashSet();
        Assert.Superset(new HashSet<string> { "Incident", "IncidentCategory", "NotificationDuty", "TrainingRecord", "Unit" }, pure);
        Assert.DoesNotContain("IncidentRegister", pure);
    }

    [Fact]
    public void Documents_knows_only_the_base_library_and_its_writer_packages() =>
        Assert.Empty(HouseRules.ReferencesBeyond(typeof(Document).Assembly, "DocumentFormat.OpenXml", "DocumentFormat.OpenXml.Framework"));

    [Fact]
    public void Each_rule_is_red_on_the_planted_house()
    {
        Assert.Contains(HouseRules.ModulesThatUseModulesNotDeclared(Planted, PlantedRoot, PlantedMap), v => v.Contains("Barn.Cow uses PlantedHouse.Stable.Horse", StringComparison.Ordinal));
        Assert.Equal(["Attic"], HouseRules.FoldersThatAreNotOnTheMap(Planted, PlantedRoot, PlantedMap));
        Assert.Contains("Barn uses Stable uses Barn", HouseRules.Cycles(new Dictionary<string, string[]> { ["Barn"] = ["Stable"], ["Stable"] = ["Barn"], ["Attic"] = ["Barn"] }));
        Assert.Contains(HouseRules.SharedCodeThatKnowsAModule(Planted, PlantedRoot, PlantedMap), v => v.Contains("Shared.Hay uses PlantedHouse.Barn.Cow", StringComparison.Ordinal));
        Assert.Contains(HouseRules.PagesUsedFromOutside(Planted, PlantedRoot), v => v.Contains("Shared.Hay", StringComparison.Ordinal));
        Assert.Equal(
            ["PlantedHouse.Barn.Calf uses PlantedHouse.Shared.Data.Fence.", "PlantedHouse.Barn.Cow uses System.IO.File.", "PlantedHouse.Barn.Milking uses System.TimeProvider."],
            HouseRules.PureTypesThatTouchTheOutside(Planted, PlantedRoot, PlantedMap).Order(StringComparer.Ordinal));
        Assert.Contains(HouseRules.ReferencesBeyond(Planted), v => v.EndsWith("references Genomlys.", StringComparison.Ordinal));
    }
}
