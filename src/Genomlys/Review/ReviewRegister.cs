using Genomlys.Review.Checks;
using Genomlys.Review.Decision;
using Genomlys.Review.Freezing;
using Genomlys.Review.Templates;
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
        var template = Reference<ReportTemplate>(r => r.TemplateId, t => t.Name, t => t.Reference).Set((r, id) => r.Follow(id));
        var asOf = Field(r => r.AsOf).Set((r, day) => r.Cover(day));
        Field(r => r.State).Facet();
        Field(r => r.Edition).Detail();
        Field(r => r.Correction!).Detail();
        Field(r => r.Reference!).Searchable();
        Reference<Unit>(r => r.UnitId, u => u.Name, u => u.Code).Identifies();
        Within(r => r.UnitId ?? default);
        Beside<AuthorText>(t => t.ReviewId);
        Beside<Freeze>(f => f.ReviewId);
        Beside<FrozenRecords>(f => f.ReviewId);
        Beside<ProposalRuling>(d => d.ReviewId);
        Beside<DecidedEdition>(d => d.ReviewId);
        Beside<DecidedFile>(f => f.ReviewId);
        Beside<ReviewOverride>(o => o.ReviewId, also: Rights.Decide);
        Beside<TextVersion>(v => v.ReviewId);
        Beside<OwnDraft>(d => d.ReviewId, d => d.AccountId);
        Beside<KeptText>(t => t.ReviewId, t => t.AccountId);
        Beside<PlaceOwner>(o => o.ReviewId);
        Beside<Comment>(c => c.ReviewId);
        Titled(year);
        Ordered(year, descending: true);
        Born(said => new ManagementReview { Id = Id<ManagementReview>.New(), Year = said.Get(year), TemplateId = said.Get(template), AsOf = said.Get(asOf) });
    }
}
