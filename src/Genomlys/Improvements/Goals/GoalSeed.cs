using Genomlys.Shared;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Improvements.Goals;

/// <summary>The goal that reviews in the city point their activities at. Its words are to be checked against the budget.</summary>
public sealed class GoalSeed : ISeed
{
    private const string Code = "3.5";
    private const int FirstSeen = 2023;
    private static readonly Words words = Words.Of<GoalSeed>();

    public async Task PlantAsync(GenomlysDb db, DateTimeOffset now, CancellationToken stop)
    {
        if (!await db.CouncilGoals.IgnoreQueryFilters().AnyAsync(g => g.Code == Code, stop))
            db.Add(new CouncilGoal { Id = Id<CouncilGoal>.New(), Code = Code, Name = words.Names("Goal")[0], ValidFrom = FirstSeen, Source = words.Names("Goal.Source")[0], Certainty = Certainty.SingleSource });
    }
}
