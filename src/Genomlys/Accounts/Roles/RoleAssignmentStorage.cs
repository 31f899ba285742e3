using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Genomlys.Accounts.Roles;

public static class RoleAssignmentTables
{
    extension(GenomlysDb db)
    {
        public DbSet<RoleAssignment> RoleAssignments => db.Set<RoleAssignment>();
    }
}

internal sealed class RoleAssignmentStorage : IEntityTypeConfiguration<RoleAssignment>
{
    public void Configure(EntityTypeBuilder<RoleAssignment> assignment)
    {
        assignment.ToTable("role_assignments");
        assignment.Property(a => a.Reason).HasMaxLength(400);
        assignment.HasIndex(a => new { a.AccountId, a.Until });
        assignment.HasIndex(a => new { a.Role, a.Until });
        assignment.HasOne<Account>().WithMany().HasForeignKey(a => a.AccountId).OnDelete(DeleteBehavior.Restrict);
        assignment.HasOne<Account>().WithMany().HasForeignKey(a => a.GivenById).OnDelete(DeleteBehavior.Restrict);
        assignment.HasOne<Account>().WithMany().HasForeignKey(a => a.ApprovedById).OnDelete(DeleteBehavior.Restrict);
        assignment.HasOne<Account>().WithMany().HasForeignKey(a => a.EndedById).OnDelete(DeleteBehavior.Restrict);
        assignment.HasOne<Unit>().WithMany().HasForeignKey(a => a.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}
