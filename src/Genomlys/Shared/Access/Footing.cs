namespace Genomlys.Shared.Access;

/// <summary>Where a writer stands: the units he may write for (nothing means all), and the one a new record belongs to when its owner is not said.</summary>
internal sealed record Footing(IReadOnlySet<Id<Unit>>? Units, Id<Unit>? Home)
{
    /// <summary>Where he stands in the area that one kind of the records lies apart in.</summary>
    public Footing? Apart { get; init; }

    public bool Holds(Id<Unit>? unit) => Units is null || (unit is { } one && Units.Contains(one));
}
