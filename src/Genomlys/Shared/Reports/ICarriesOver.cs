using Genomlys.Shared.Data;

namespace Genomlys.Shared.Reports;

/// <summary>What a module has open from a year, in words, with the address where a person takes it over into the next.</summary>
public sealed record CarryOver(int Count, string Text, string Href);

/// <summary>Asked when a year's review begins: what was decided the year before and is not done. Nothing is taken over by itself.</summary>
public interface ICarriesOver
{
    Task<CarryOver> BeginAsync(GenomlysDb db, int fromYear, CancellationToken stop);
}
