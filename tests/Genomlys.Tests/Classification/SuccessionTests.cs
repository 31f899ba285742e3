using Genomlys.Assets;
using Genomlys.Classification;
using Genomlys.Shared;

namespace Genomlys.Tests.Classification;

public sealed class SuccessionTests
{
    private readonly BusinessSystem system = new() { Id = Id<BusinessSystem>.New(), Reference = "S001", Name = "Diarium" };

    [Fact]
    public void The_latest_classification_stands_whatever_order_they_came_in()
    {
        var (first, second, third) = (Classified(2022, 5), Classified(2024, 5), Classified(2025, 5));
        Succession.Settle(system, [second, third, first]);
        Assert.Equal([second.ClassifiedOn, third.ClassifiedOn, null], [first.SupersededOn, second.SupersededOn, third.SupersededOn]);
    }

    [Fact]
    public void A_system_remembers_from_when_it_has_been_classified()
    {
        Succession.Settle(system, [Classified(2024, 5), Classified(2022, 5)]);
        Assert.Equal((new DateOnly(2022, 5, 1), new DateOnly(2024, 5, 1)), (system.FirstClassifiedOn!.Value, system.LastClassifiedOn!.Value));
    }

    [Fact]
    public void A_system_without_classifications_is_not_classified()
    {
        Succession.Settle(system, [Classified(2024, 5)]);
        Succession.Settle(system, []);
        Assert.Null(system.FirstClassifiedOn);
        Assert.Null(system.LastClassifiedOn);
    }

    private SystemClassification Classified(int year, int month) =>
        new() { Id = Id<SystemClassification>.New(), SystemId = system.Id, ClassifiedOn = new DateOnly(year, month, 1), Kind = ClassificationKind.Full };
}
