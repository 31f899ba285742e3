using Genomlys.Shared.Registers;
using Genomlys.Shared.Reports;

namespace Genomlys.Shared.Imports;

/// <summary>
/// The file of a known source, recognised by its headers: which column says which field, what all rows have in common,
/// which rows are meant and what follows from a row. Its name is the text <c>Importer.key</c> beside the register's own texts.
/// </summary>
public abstract class Importer(string key, string register, IReadOnlyList<string> headers)
{
    private readonly Dictionary<string, string> columns = [];
    private readonly Dictionary<string, string> constants = [];
    private readonly Dictionary<string, Func<Cells, object?>> derived = [];
    private readonly List<Func<Cells, bool>> conditions = [];
    private readonly List<Taking> takings = [];
    private (string Column, string[] Values) only = ("", []);
    private string sheet = "";
    private bool takesNamed;

    public string Key => key;
    public string Register => register;
    public IReadOnlyList<string> Headers => headers;
    public string TextKey => $"Importer.{key}";
    internal IReadOnlyDictionary<string, Func<Cells, object?>> Derived => derived;

    /// <summary>The pieces of an earlier report that its register takes.</summary>
    public IReadOnlyList<Taking> Takings => takings;

    /// <summary>The column with this header says the field with this key.</summary>
    protected void Column(string header, string field) => columns[header] = field;

    /// <summary>Columns that have the name of a field, in any language, say that field without being told.</summary>
    protected void NamedColumns() => takesNamed = true;

    /// <summary>The same for every row.</summary>
    protected void Constant(string field, string value) => constants[field] = value;

    /// <summary>Other rows are counted as skipped; the person who imports can change it.</summary>
    protected void Only(string column, params string[] values) => only = (column, values);

    /// <summary>Other rows are counted as skipped; for what one column alone does not tell.</summary>
    protected void Only(Func<Cells, bool> condition) => conditions.Add(condition);

    /// <summary>What follows from a row; null is not stated. A reference is given by its name.</summary>
    protected void Derive(string field, Func<Cells, object?> value) => derived[field] = value;

    /// <summary>Pieces of this kind in an earlier report become records: which field takes what the piece says (<see cref="ReadSays"/>). What the importer has in common for all rows holds for them too.</summary>
    protected void Takes(ReadKind kind, params (string Field, string Says)[] fields) => TakesAlways(kind, ("", ""), fields);

    /// <summary>The same, with one field that is alike for all of the kind.</summary>
    protected void TakesAlways(ReadKind kind, (string Field, string Value) always, params (string Field, string Says)[] fields) =>
        takings.Add(new Taking(kind, fields.ToDictionary(f => f.Field, f => f.Says), new Dictionary<string, string>(constants) { [always.Field] = always.Value }.Where(c => c.Key is not "").ToDictionary()));

    /// <summary>Which sheet of a workbook; the first otherwise.</summary>
    protected void OnSheet(string name) => sheet = name;

    /// <summary>A sheet that has all the headers, whatever else it has.</summary>
    public bool Recognises(IReadOnlyList<string> found)
    {
        var names = found.Select(Words.Fold).ToHashSet();
        return headers.Count > 0 && headers.All(h => names.Contains(Words.Fold(h)));
    }

    internal bool Means(Cells row) => conditions.TrueForAll(c => c(row));

    internal string SheetName => sheet;

    internal Plan PlanFor(Register target, IReadOnlyList<string> found)
    {
        var plan = takesNamed ? Plan.Suggest(target, found) : new Plan();
        foreach (var header in found)
            if (columns.FirstOrDefault(c => Words.Fold(c.Key) == Words.Fold(header)).Value is { } field)
            {
                foreach (var named in plan.Columns.Where(c => c.Value == field).Select(c => c.Key).ToList())
                    plan.Columns.Remove(named);
                plan.Columns[header] = field;
            }
        foreach (var said in plan.Columns.Where(c => derived.ContainsKey(c.Value) || constants.ContainsKey(c.Value)).Select(c => c.Key).ToList())
            plan.Columns.Remove(said);
        return plan with { Importer = key, Sheet = sheet, Constants = new(constants), OnlyColumn = only.Column, OnlyValue = string.Join(Plan.Or, only.Values) };
    }
}
