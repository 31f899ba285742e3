using Genomlys.Shared;
using Genomlys.Shared.Imports;
using Genomlys.Shared.Reports;

namespace Genomlys.Improvements;

/// <summary>A review's proposals in order. What remains from before is told by their origin, never by a column that says so.</summary>
public sealed class ProposalsImport : Importer
{
    public ProposalsImport() : base("improvement-proposals", "improvements", Words.Of<ProposalsImport>().Headers("improvement-proposals"))
    {
        var year = Words.Of<ProposalsImport>().Headers("improvement-proposals.year")[0];
        NamedColumns();
        Derive("year", row => row[year] is { Length: > 0 } said ? said : row.NamedYear ?? row.AsOf.Year);
        Takes(ReadKind.Improvement, ("year", ReadSays.Year), ("rank", ReadSays.Rank), ("name", ReadSays.Name), ("body", ReadSays.Body));
    }
}
