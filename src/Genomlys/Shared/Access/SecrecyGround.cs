using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Genomlys.Shared.Access;

/// <summary>What must be shown for something to be secret: damage (straight), that there is none (reverse), or nothing (absolute).</summary>
public enum HarmTest { Straight, Reverse, Absolute }

/// <summary>A provision that something may be secret by, as data with its source: chapter and section of offentlighets- och sekretesslagen (2009:400).</summary>
public sealed class SecrecyGround : IRecord<SecrecyGround>
{
    public required Id<SecrecyGround> Id { get; init; }
    public required string Provision { get; init; }
    public required string Subject { get; set; }

    /// <summary>Nothing where it differs within the provision, or is not known here.</summary>
    public HarmTest? HarmTest { get; set; }

    /// <summary>The longest it holds, in years; nothing where it is not known here.</summary>
    public int? MostYears { get; set; }

    /// <summary>Nothing where the day is not known here.</summary>
    public DateOnly? ValidFrom { get; set; }
    public DateOnly? ValidUntil { get; set; }
    public required string Source { get; set; }
    public required Certainty Certainty { get; set; }
}

public static class SecrecyGroundTables
{
    extension(GenomlysDb db)
    {
        public DbSet<SecrecyGround> SecrecyGrounds => db.Set<SecrecyGround>();
    }
}

internal sealed class SecrecyGroundStorage : IEntityTypeConfiguration<SecrecyGround>
{
    public void Configure(EntityTypeBuilder<SecrecyGround> ground)
    {
        ground.ToTable("secrecy_grounds");
        ground.Property(g => g.Provision).HasMaxLength(100);
        ground.Property(g => g.Subject).HasMaxLength(400);
        ground.Property(g => g.Source).HasMaxLength(400);
        ground.HasIndex(g => g.Provision).IsUnique();
    }
}
