namespace Genomlys.Shared.Data;

/// <summary>What whoever asks may do, as a question that PostgreSQL puts to its own tables: an account's word for its rights is not taken.</summary>
public interface IRowRights
{
    /// <summary>A query for "Area", "Right", "UnitId" (null: for all) and "Below" of the account in the setting <see cref="RowContext.Account"/> on the day in <see cref="RowContext.Day"/>.</summary>
    string Sql { get; }
}
