namespace Genomlys.Shared.Lineage;

/// <summary>What was found of a record and one of an earlier year: when, and by whom; by nobody when a file said so.</summary>
public abstract class LineageLink<T>
{
    public Id<LineageLink<T>> Id { get; init; } = Id<LineageLink<T>>.New();
    public Id<T> LaterId { get; init; }
    public Id<T> EarlierId { get; init; }
    public Kinship Kind { get; private set; }
    public DateTimeOffset JudgedAt { get; private set; }
    public string? JudgedBy { get; private set; }

    public void Judge(Kinship kind, DateTimeOffset at, string? by) => (Kind, JudgedAt, JudgedBy) = (kind, at, by is "" ? null : by);
}
