using System.Text.Json;

namespace Genomlys.DataSubjects;

/// <summary>A row as the database has it: its texts, what it points at, and the rest.</summary>
internal sealed record StoredRow(string Table, IReadOnlyList<string> Columns, object?[] Values)
{
    public Guid Id => Key("Id") ?? Key("AccountId") ?? default;

    private IEnumerable<(string Column, string Text)> Texts => Columns.Zip(Values).Where(c => c.Second is string and not "" && !Tables.KeptBack.Contains(c.First)).Select(c => (c.First, (string)c.Second!));

    public IEnumerable<Guid> Guids => Values.OfType<Guid>();

    public Guid? Key(string column) => Columns.Index().FirstOrDefault(c => c.Item == column) is { Item: not null } found ? Values[found.Index] as Guid? : null;

    /// <summary>By key, or as the things are marked that only their owner sees.</summary>
    public bool Points(Mentions mentions) => Guids.Any(mentions.IsHis) || Texts.Any(t => Guid.TryParse(t.Text, out var account) && mentions.IsHis(account));

    public bool IsOfHim(Mentions mentions) => Guids.Any(mentions.IsHis) || Texts.Any(t => Passages(Table, t.Column, t.Text).Any(mentions.IsOfHim));

    public bool IsOfHim(Mentions mentions, string column) => (Key(column) is { } key && mentions.IsHis(key)) || Texts.Any(t => t.Column == column && Passages(Table, column, t.Text).Any(mentions.IsOfHim));

    /// <summary>What is kept as JSON is read as what it says.</summary>
    public static IReadOnlyList<string> Passages(string table, string column, string text)
    {
        if (!Tables.SayJson.Contains((table, column)))
            return [text];
        using var json = JsonDocument.Parse(text);
        return [.. Strings(json.RootElement)];
    }

    private static IEnumerable<string> Strings(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Strings),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Strings(p.Value)),
        JsonValueKind.Undefined or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null => [],
    };
}
