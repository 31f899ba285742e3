using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Genomlys.Training.Courses;

public static class CourseTables
{
    extension(GenomlysDb db)
    {
        public DbSet<Course> Courses => db.Set<Course>();
    }
}

internal sealed class CourseStorage : IEntityTypeConfiguration<Course>
{
    public void Configure(EntityTypeBuilder<Course> course)
    {
        course.ToTable("courses");
        course.Property(c => c.Code).HasMaxLength(40);
        course.Property(c => c.Name).HasMaxLength(200);
        course.HasIndex(c => c.Code).IsUnique();
        course.HasIndex(c => c.Name).IsUnique();
    }
}
