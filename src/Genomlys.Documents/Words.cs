namespace Genomlys.Documents;

/// <summary>The few words a writer adds by itself, from Documents.texts.</summary>
internal sealed class Words
{
    private static readonly Dictionary<string, string[]> All = Resource.Text("Documents.texts").Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split('=', 2, StringSplitOptions.TrimEntries)).ToDictionary(l => l[0], l => l[1].Split('|', StringSplitOptions.TrimEntries));

    private readonly int column;

    private Words(int column) => this.column = column;

    public static Words In(string language) => new(language == "en" ? 1 : 0);

    public string this[string key] => All[key][column];
}
