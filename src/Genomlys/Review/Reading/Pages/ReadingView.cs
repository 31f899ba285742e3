using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Reports;
using Genomlys.Shared.Ui;
using Microsoft.AspNetCore.Http.Extensions;

namespace Genomlys.Review.Reading.Pages;

/// <summary>Which proposals the page shows: of one kind, in one state, or all. It stands in the address.</summary>
public sealed record ReadingView(ReadKind? Kind, PieceState? State)
{
    public static ReadingView Of(IQueryCollection query) => new(Enum.TryParse<ReadKind>(query["kind"], out var kind) && Enum.IsDefined(kind) ? kind : null, Enum.TryParse<PieceState>(query["state"], out var state) && Enum.IsDefined(state) ? state : null);

    public bool Shows(ReadPiece piece) => (Kind is null || piece.Kind == Kind) && (State is null || piece.State == State);

    /// <summary>The page above the readings, for those who may open it.</summary>
    public static IReadOnlyList<Crumb> Above(Viewer viewer) => viewer.Reads(Area.Review) ? [new(Words.Of<ReadingRegister>()["Review"], "/review")] : [];

    /// <summary>What follows the address of the page.</summary>
    public string Query
    {
        get
        {
            var query = new QueryBuilder();
            if (Kind is { } kind)
                query.Add("kind", $"{kind}");
            if (State is { } state)
                query.Add("state", $"{state}");
            return query.ToString();
        }
    }
}
