using Genomlys.Review.Checks;
using Genomlys.Review.Decision;
using Genomlys.Review.Freezing;
using Genomlys.Review.Templates;
using Genomlys.Review.Writing;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Review;

public sealed class ReviewRegister : Register<ManagementReview>
{
    /// <summary>When its places are to be written.</summary>
    public override bool SetsDeadlines => true;

    public ReviewRegister() : base("reviews", Area.Review, Words.Of<ReviewRegister>())
    {
        var year = Field(r => r.Year).Identifies();
        var kind = Field(r => r.Kind).Identifies().Facet();
        var template = Reference<ReportTemplate>(r => r.TemplateId, t => t.Name, t => t.Reference).Set((r, id) => r.Follow(id));
        var asOf = Field(r => r.AsOf).Set((r, day) => r.Cover(day));
        Computed("state", ReportStandings.Of).Facet();
        Field(r => r.Edition).Detail();
        Field(r => r.Correction!).Detail();
        Field(r => r.Reference!).Searchable();
        Reference<Unit>(r => r.UnitId, u => u.Name, u => u.Code).Identifies();
        Within(r => r.UnitId ?? default);
        LiesApart(r => r.Kind, ReviewKind.DpoAnnualReport, ReviewKind.DpoAnnualReport.Area);
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
        Born(said => new ManagementReview { Id = Id<ManagementReview>.New(), Year = said.Get(year), Kind = said.Get(kind), TemplateId = said.Get(template), AsOf = said.Get(asOf) });
    }

    /// <summary>Whether the viewer may do it to a review he sees: in the area of its kind, and where the review belongs. What anyone may do to a review is judged here and nowhere else.</summary>
    internal async Task<bool> MayAsync(GenomlysDb db, ManagementReview review, Need need, CancellationToken stop) => db.Viewer.May(need, review.Kind.Area)
        && (need is Need.Read || Holds(await FootingAsync(db, stop, need is Need.Decide ? Rights.Decide : Rights.Write), review));

    /// <summary>A new one of the kind, for the unit that whoever begins it works for, on the template that holds for its year.</summary>
    internal async Task<ManagementReview> BeginAsync(GenomlysDb db, ReviewAddress address, DateOnly asOf, CancellationToken stop)
    {
        var footing = await FootingAsync(db, stop);
        return new()
        {
            Id = Id<ManagementReview>.New(), UnitId = (address.Kind.Area == Area ? footing : footing.Apart!).Home, Year = address.Year, Kind = address.Kind,
            TemplateId = await db.TemplateForAsync(address, stop), AsOf = asOf,
        };
    }

    /// <summary>It is of a year that can be, and its template for its kind.</summary>
    protected override Outcome Fits(GenomlysDb db, ManagementReview record) => record.OfItsTime is { IsDone: false } refused ? refused
        : db.Templates.IgnoreQueryFilters(new[] { Live }).Any(t => t.Id == record.TemplateId && t.Kind == record.Kind) ? Outcome.Done : Outcome.Refused("TemplateOfOtherKind");
}
