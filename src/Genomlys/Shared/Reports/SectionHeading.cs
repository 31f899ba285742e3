using Genomlys.Documents;

namespace Genomlys.Shared.Reports;

/// <summary>Headings of a section. It does not know how deep its chapter lies: the review puts them below it.</summary>
public static class SectionHeading
{
    /// <summary>Numbered on from the chapter's own number, as far as numbers go.</summary>
    public static Block.Heading Numbered(string text) => new(1, "", text);

    /// <summary>Never numbered.</summary>
    public static Block.Heading Plain(string text) => new(2, "", text);
}
