using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Registers;

namespace Genomlys.Review.Reading;

/// <summary>The reports of earlier years that have been read in. Their text and what was found in it are kept beside them, within the same walls.</summary>
public sealed class ReadingRegister : Register<ReadReport>
{
    public ReadingRegister() : base("readings", Area.Readings, Words.Of<ReadingRegister>())
    {
        var name = Field(r => r.Name).Searchable();
        var year = Field(r => r.Year).Facet();
        var hash = Field(r => r.Hash).Identifies().Detail();
        Reference<Unit>(r => r.UnitId, u => u.Name, u => u.Code).Identifies().Detail();
        Within(r => r.UnitId ?? default);
        Beside<ReadText>(t => t.ReportId);
        Beside<ReadPiece>(p => p.ReportId, also: Rights.Decide);
        Beside<FigureReading>(f => f.ReportId);
        Titled(name);
        Ordered(year, descending: true);
        Born(said => new ReadReport { Id = Id<ReadReport>.New(), Name = said.Get(name), Hash = said.Get(hash) });
    }
}
