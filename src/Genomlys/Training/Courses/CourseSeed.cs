using Genomlys.Shared;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Training.Courses;

/// <summary>The city's two mandatory courses, as the report of 2025 names them; the authority changes them as it likes.</summary>
public sealed class CourseSeed : ISeed
{
    private const int Yearly = 12;
    private static readonly Words words = Words.Of<CourseSeed>();

    public async Task PlantAsync(GenomlysDb db, DateTimeOffset now, CancellationToken stop)
    {
        var known = await db.Courses.IgnoreQueryFilters().Select(c => c.Id).ToListAsync(stop);
        foreach (var (id, key) in new[] { (Course.InformationSecurity, "InformationSecurity"), (Course.DataProtection, "DataProtection") })
            if (!known.Contains(id))
                db.Add(new Course
                {
                    Id = id,
                    Code = words.Names($"{key}.Code")[0],
                    Name = words.Names(key)[0],
                    RenewalMonths = Yearly,
                    Source = words.Names("Source.City")[0],
                });
    }
}
