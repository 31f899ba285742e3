using Genomlys.Review;
using Genomlys.Review.Templates;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Review;

/// <summary>Reviews as tests need them.</summary>
internal static class Reviews
{
    public static readonly DateOnly AsOf = new(2025, 11, 15);

    public static Task<Id<ManagementReview>> BeginAsync(TestApp app, Id<Unit>? unit = null) => app.Use(async services =>
    {
        services.GetRequiredService<Viewer>().BeProgram();
        var db = services.GetRequiredService<GenomlysDb>();
        var review = new ManagementReview { Id = Id<ManagementReview>.New(), UnitId = unit, Year = 2025, TemplateId = await db.TemplateForAsync(2025, default), AsOf = AsOf };
        db.Add(review);
        await db.SaveChangesAsync();
        return review.Id;
    });
}
