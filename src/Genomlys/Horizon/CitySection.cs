using Genomlys.Documents;
using Genomlys.Shared.Reports;

namespace Genomlys.Horizon;

/// <summary>What happens inside the city is the author's to tell; no register holds it, and the section says so in a note, not in the author's words.</summary>
public sealed class CitySection(HorizonRegister horizon) : ISection
{
    public string Key => "horizon.city";

    public Task<IReadOnlyList<Block>> WriteAsync(SectionContext context, CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<Block>>([new Block.Note(horizon.Words.Format($"Section.{Key}", context.Year))]);
}
