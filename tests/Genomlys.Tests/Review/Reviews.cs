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

    /// <summary>Filled, the checks have no error to say of it.</summary>
    public static Task<Id<ManagementReview>> BeginAsync(TestApp app, Id<Unit>? unit = null, bool isFilled = false, ReviewKind kind = ReviewKind.ManagementReview) => app.Use(async services =>
    {
        services.GetRequiredService<Viewer>().BeProgram();
        var db = services.GetRequiredService<GenomlysDb>();
        var review = new ManagementReview { Id = Id<ManagementReview>.New(), UnitId = unit, Year = 2025, Kind = kind, TemplateId = await db.TemplateForAsync(new(2025, kind), default), AsOf = AsOf };
        db.Add(review);
        foreach (var place in isFilled ? Template.ShippedFor(2025, kind)!.Places : [])
        {
            var text = new AuthorText { Id = Id<AuthorText>.New(), ReviewId = review.Id, Place = place.Key };
            text.Write("Inget att redovisa.", isReady: false, 0, default);
            db.Add(text);
        }
        await db.SaveChangesAsync();
        return review.Id;
    });
}
