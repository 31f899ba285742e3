using Genomlys.Shared;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Incidents.Duties;

/// <summary>What the product knows of the law; an authority changes it by ending the row and adding the next.</summary>
public sealed class DutyRuleSeed : ISeed
{
    private const int NotifyHours = 72;
    private static readonly DateOnly gdprApplies = new(2018, 5, 25);
    private static readonly Words words = Words.Of<DutyRuleSeed>();

    public async Task PlantAsync(GenomlysDb db, DateTimeOffset now, CancellationToken stop)
    {
        if (!await db.DutyRules.IgnoreQueryFilters().AnyAsync(r => r.Code == DutyRule.PersonalDataBreach, stop))
            db.Add(new DutyRule
            {
                Id = Id<DutyRule>.New(),
                Code = DutyRule.PersonalDataBreach,
                Name = words.Names("Breach")[0],
                Hours = NotifyHours,
                Receiver = words.Names("Breach.Receiver")[0],
                LegalBasis = words.Names("Breach.Basis")[0],
                ValidFrom = gdprApplies,
                Remark = words.Names("Breach.Remark")[0],
            });
    }
}
