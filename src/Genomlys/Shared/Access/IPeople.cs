namespace Genomlys.Shared.Access;

/// <summary>Someone with an account, as those see him who work with him. The mail address is where he has shown that he is reached; it is written to and never shown.</summary>
public sealed record Colleague(Guid Account, string Name, string? Mail);

/// <summary>The people who use the program, for modules that know nothing of accounts.</summary>
public interface IPeople
{
    /// <summary>What they are called, by account; who is not there any more is left out.</summary>
    Task<IReadOnlyDictionary<Guid, string>> NamesAsync(IReadOnlyCollection<Guid> accounts, CancellationToken stop);

    /// <summary>Those whose roles give the need in the area for a unit today, by name; without a unit, those who have it for all.</summary>
    Task<IReadOnlyList<Colleague>> WhoMayAsync(Need need, Area area, Id<Unit>? unit, CancellationToken stop);
}
