using Genomlys.Review.Checks;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Registers;

namespace Genomlys.Review;

public sealed class ReviewRegister : Register<ManagementReview>
{
    public ReviewRegister() : base("reviews", Area.Review, Words.Of<ReviewRegister>())
    {
        var year = Field(r => r.Year).Identifies();
        var template = Field(r => r.Template);
        var asOf = Field(r => r.AsOf);
        Field(r => r.Reference!).Searchable();
        Reference<Unit>(r => r.UnitId, u => u.Name, u => u.Code).Identifies();
        Within(r => r.UnitId ?? default);
        Beside<AuthorText>(t => t.ReviewId);
        Beside<ReviewOverride>(o => o.ReviewId, Rights.Decide);
        Titled(year);
        Ordered(year, descending: true);
        Born(said => new ManagementReview { Id = Id<ManagementReview>.New(), Year = said.Get(year), Template = said.Get(template), AsOf = said.Get(asOf) });
    }
}
