using Genomlys.Shared;
using Genomlys.Shared.Data;
using Genomlys.Shared.Reports;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Horizon;

/// <summary>The library of laws, for the checks of a report's text.</summary>
public sealed class LawEvidence : IEvidence
{
    public async Task TellAsync(Evidence evidence, GenomlysDb db, Period period, CancellationToken stop)
    {
        foreach (var entry in await db.HorizonEntries.AsNoTracking().OrderBy(e => e.Reference).ToListAsync(stop))
            evidence.Laws.Add(Fact(entry));
    }

    /// <summary>The library as it ships, for where there is no database.</summary>
    public static IReadOnlyList<LawFact> Shipped() => [.. HorizonSeed.Shipped().Select(said => Fact(new HorizonEntry
    {
        Id = Id<HorizonEntry>.New(),
        Reference = said.Reference,
        Name = said.Name,
        Kind = said.Kind,
        KnownOn = said.KnownOn,
        PresentedOn = said.PresentedOn,
        ProposedInForceOn = said.ProposedInForceOn,
        IssuedOn = said.IssuedOn,
        InForceOn = said.InForceOn,
        RepealedOn = said.RepealedOn,
    }))];

    private static LawFact Fact(HorizonEntry entry) => new(entry.Reference, entry.Name)
    {
        IsLaw = entry.Kind is HorizonKind.Law or HorizonKind.EuropeanAct or HorizonKind.Regulation,
        KnownFrom = entry.KnownFrom,
        ProposedInForceOn = entry.ProposedInForceOn,
        IssuedOn = entry.IssuedOn,
        InForceOn = entry.InForceOn,
        RepealedOn = entry.RepealedOn,
    };
}
