using System.Xml.Linq;

namespace Genomlys.Documents.Word;

/// <summary>Title, author, language and date as the file's own properties.</summary>
internal static class WordProperties
{
    private static readonly XNamespace Cp = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
    private static readonly XNamespace Dc = "http://purl.org/dc/elements/1.1/";
    private static readonly XNamespace Terms = "http://purl.org/dc/terms/";
    private static readonly XNamespace Xsi = "http://www.w3.org/2001/XMLSchema-instance";
    private static readonly XNamespace Extended = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";

    public static XDocument Core(Document document, Words words) => new(new XElement(Cp + "coreProperties",
        new XAttribute(XNamespace.Xmlns + "cp", Cp), new XAttribute(XNamespace.Xmlns + "dc", Dc), new XAttribute(XNamespace.Xmlns + "dcterms", Terms), new XAttribute(XNamespace.Xmlns + "xsi", Xsi),
        new XElement(Dc + "title", document.Cover.Title), new XElement(Dc + "subject", document.Cover.Subtitle), new XElement(Dc + "creator", document.Cover.Organisation),
        new XElement(Dc + "identifier", document.Cover.Reference), new XElement(Dc + "language", document.Language == "en" ? "en-GB" : "sv-SE"),
        document.IsDraft ? new XElement(Cp + "contentStatus", words["Draft"]) : null,
        Moment("created", document.Cover.Date), Moment("modified", document.Cover.Date)));

    public static XDocument App(Document document) => new(new XElement(Extended + "Properties",
        new XElement(Extended + "Application", "Genomlys"), new XElement(Extended + "Company", document.Cover.Organisation)));

    private static XElement Moment(string name, DateOnly date) => new(Terms + name, new XAttribute(Xsi + "type", "dcterms:W3CDTF"), $"{date:yyyy-MM-dd}T00:00:00Z");
}
