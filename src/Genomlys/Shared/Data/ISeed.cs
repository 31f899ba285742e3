namespace Genomlys.Shared.Data;

/// <summary>Facts that ship with the product as editable data: laws, scales, templates. Planted once each; what an authority changed or archived stays so.</summary>
public interface ISeed
{
    /// <summary>Adds what is not there yet; the caller saves.</summary>
    Task PlantAsync(GenomlysDb db, DateTimeOffset now, CancellationToken stop);
}
