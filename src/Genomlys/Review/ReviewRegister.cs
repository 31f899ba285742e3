using Genomlys.Review.Writing;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Registers;

namespace Genomlys.Review;

public sealed class ReviewRegister : Register<ManagementReview>
{
    /// <summary>When its places are to be written.</summary>
    public override bool SetsDeadlines => true;

    public ReviewRegister() : base("reviews", Area.Review, Words.Of<ReviewRegister>())
    {
        var year = Field(r => r.Year).Identifies();
        var template = Field(r => r.Template);
        var asOf = Field(r => r.AsOf);
        Field(r => r.Reference!).Searchable();
        Reference<Unit>(r => r.UnitId, u => u.Name, u => u.Code).Identifies();
        Within(r => r.UnitId ?? default);
        Beside<AuthorText>(t => t.ReviewId);
        Beside<TextVersion>(v => v.ReviewId);
        Beside<OwnDraft>(d => d.ReviewId, d => d.AccountId);
        Beside<KeptText>(t => t.ReviewId, t => t.AccountId);
        Beside<PlaceOwner>(o => o.ReviewId);
        Beside<Comment>(c => c.ReviewId);
        Titled(year);
        Ordered(year, descending: true);
        Born(said => new ManagementReview { Id = Id<ManagementReview>.New(), Year = said.Get(year), Template = said.Get(template), AsOf = said.Get(asOf) });
    }
}
