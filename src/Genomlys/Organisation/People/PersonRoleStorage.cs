using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Genomlys.Organisation.People;

public static class PersonRoleTables
{
    extension(GenomlysDb db)
    {
        public DbSet<PersonRole> PersonRoles => db.Set<PersonRole>();
    }
}

internal sealed class PersonRoleStorage : IEntityTypeConfiguration<PersonRole>
{
    public void Configure(EntityTypeBuilder<PersonRole> role)
    {
        role.ToTable("person_roles");
        role.Property(r => r.Holder).HasMaxLength(200);
        role.HasIndex(r => new { r.UnitId, r.Role, r.From, r.Holder }).IsUnique();
        role.HasOne<Unit>().WithMany().HasForeignKey(r => r.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}
