using Genomlys.Shared;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Genomlys.Review.Templates;

public static class TemplateTables
{
    extension(GenomlysDb db)
    {
        public DbSet<ReportTemplate> Templates => db.Set<ReportTemplate>();

        /// <summary>The one that a review follows, though it may have been archived since.</summary>
        public async Task<Template> TemplateOfAsync(ManagementReview review, CancellationToken stop) =>
            (await db.Templates.IgnoreQueryFilters([Register.Live]).AsNoTracking().SingleAsync(t => t.Id == review.TemplateId, stop)).Template;

        /// <summary>The one of a kind that holds for a year: the newest that was valid when the year began, the authority's own before one that ships.</summary>
        public async Task<Id<ReportTemplate>> TemplateForAsync(ReviewAddress review, CancellationToken stop)
        {
            var first = new DateOnly(review.Year, 1, 1);
            return await db.Templates.Where(t => t.Kind == review.Kind).OrderBy(t => t.ValidFrom > first).ThenByDescending(t => t.ValidFrom <= first ? t.ValidFrom : DateOnly.MinValue)
                .ThenBy(t => t.ValidFrom).ThenBy(t => t.IsShipped).ThenByDescending(t => t.Id).Select(t => t.Id).FirstAsync(stop);
        }
    }
}

internal sealed class ReportTemplateStorage : IEntityTypeConfiguration<ReportTemplate>
{
    public void Configure(EntityTypeBuilder<ReportTemplate> template)
    {
        template.ToTable("report_templates");
        template.Property(t => t.Reference).HasMaxLength(60);
        template.Property(t => t.Name).HasMaxLength(200);
        template.Ignore(t => t.Template);
        template.HasIndex(t => t.Reference).IsUnique();
    }
}
