using Genomlys.Assets;

namespace Genomlys.Classification;

/// <summary>A system's classifications follow upon each other: the latest stands, the others were superseded by the next.</summary>
public static class Succession
{
    public static void Settle(BusinessSystem system, IReadOnlyCollection<SystemClassification> classifications)
    {
        SystemClassification? next = null;
        foreach (var one in classifications.OrderByDescending(c => c.ClassifiedOn))
        {
            one.SupersededOn = next?.ClassifiedOn;
            next = one;
        }
        system.Classified(next?.ClassifiedOn, classifications.Count is 0 ? null : classifications.Max(c => c.ClassifiedOn));
    }
}
