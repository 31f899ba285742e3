using System.Reflection;
using Genomlys.Incidents;
using Genomlys.Shared.Data;

namespace Genomlys.Tests.Architecture;

public sealed class HouseRulesTests
{
    private static readonly Assembly Product = typeof(GenomlysDb).Assembly;
    private static readonly Assembly Planted = typeof(HouseRulesTests).Assembly;

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
    };

    [Fact]
    public void Every_module_is_on_the_map() =>
        Assert.Empty(Modules.All.Select(m => m.GetType().Namespace!.Split('.')[^1]).Except(MayUse.Keys));

    [Fact]
    public void A_module_uses_only_the_modules_on_the_map() =>
        Assert.Empty(HouseRules.ModulesThatUseModulesNotDeclared(Product, "Genomlys", MayUse));

    [Fact]
    public void Shared_code_knows_no_module() =>
        Assert.Empty(HouseRules.SharedCodeThatKnowsAModule(Product, "Genomlys", MayUse));

    [Fact]
    public void Pages_stay_inside_their_module() =>
        Assert.Empty(HouseRules.PagesUsedFromOutside(Product, "Genomlys"));

    [Fact]
    public void Entities_and_rules_touch_no_database_and_no_web() =>
        Assert.Empty(HouseRules.RulesThatTouchTheOutsideWorld(Product, [typeof(Incident), typeof(NotificationDuty)]));

    [Fact]
    public void Each_rule_is_red_on_the_planted_house()
    {
        var planted = new Dictionary<string, string[]> { ["Barn"] = [], ["Stable"] = [] };
        Assert.Single(HouseRules.ModulesThatUseModulesNotDeclared(Planted, "PlantedHouse", planted), v => v.Contains("Barn.Cow", StringComparison.Ordinal));
        Assert.NotEmpty(HouseRules.SharedCodeThatKnowsAModule(Planted, "PlantedHouse", planted));
        Assert.NotEmpty(HouseRules.PagesUsedFromOutside(Planted, "PlantedHouse"));
        Assert.NotEmpty(HouseRules.RulesThatTouchTheOutsideWorld(Planted, [typeof(PlantedHouse.Barn.Cow)]));
    }
}
