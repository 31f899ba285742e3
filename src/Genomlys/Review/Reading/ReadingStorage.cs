using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Genomlys.Review.Reading;

public static class ReadingTables
{
    extension(GenomlysDb db)
    {
        public DbSet<ReadReport> ReadReports => db.Set<ReadReport>();
        public DbSet<ReadText> ReadTexts => db.Set<ReadText>();
        public DbSet<ReadPiece> ReadPieces => db.Set<ReadPiece>();
        public DbSet<FigureReading> FigureReadings => db.Set<FigureReading>();
    }
}

internal sealed class ReadReportStorage : IEntityTypeConfiguration<ReadReport>
{
    public void Configure(EntityTypeBuilder<ReadReport> report)
    {
        report.ToTable("review_readings");
        report.Property(r => r.Name).HasMaxLength(260);
        report.Property(r => r.Hash).HasMaxLength(64);
        report.Property(r => r.ReadBy).HasMaxLength(200);
        report.HasIndex(r => new { r.UnitId, r.Hash }).IsUnique();
        report.HasOne<Unit>().WithMany().HasForeignKey(r => r.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ReadTextStorage : IEntityTypeConfiguration<ReadText>
{
    public void Configure(EntityTypeBuilder<ReadText> text)
    {
        text.ToTable("reading_texts");
        text.Ignore(t => t.Lines);
        text.Ignore(t => t.Headings);
        text.HasIndex(t => t.ReportId).IsUnique();
        text.HasOne<ReadReport>().WithMany().HasForeignKey(t => t.ReportId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ReadPieceStorage : IEntityTypeConfiguration<ReadPiece>
{
    public void Configure(EntityTypeBuilder<ReadPiece> piece)
    {
        piece.ToTable("reading_pieces");
        piece.Property(p => p.Register).HasMaxLength(100);
        piece.Ignore(p => p.Found);
        piece.Ignore(p => p.Says);
        piece.Ignore(p => p.Name);
        piece.HasIndex(p => new { p.ReportId, p.Place }).IsUnique();
        piece.HasOne<ReadReport>().WithMany().HasForeignKey(p => p.ReportId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class FigureReadingStorage : IEntityTypeConfiguration<FigureReading>
{
    public void Configure(EntityTypeBuilder<FigureReading> reading)
    {
        reading.ToTable("figure_readings");
        reading.Property(r => r.Figure).HasMaxLength(120);
        reading.HasIndex(r => r.PieceId).IsUnique();
        reading.HasIndex(r => new { r.Figure, r.Year });
        reading.HasOne<ReadReport>().WithMany().HasForeignKey(r => r.ReportId).OnDelete(DeleteBehavior.Restrict);
        reading.HasOne<ReadPiece>().WithMany().HasForeignKey(r => r.PieceId).OnDelete(DeleteBehavior.Restrict);
    }
}
