namespace Genomlys.Shared.Reports;

/// <summary>Words of a record as they stand in running text.</summary>
public static class RunningText
{
    extension(string text)
    {
        /// <summary>Ends with a full stop, once.</summary>
        public string AsSentence => text.TrimEnd() is { Length: > 0 } said ? said[^1] is '.' or '!' or '?' or ':' ? said : said + "." : "";
    }
}
