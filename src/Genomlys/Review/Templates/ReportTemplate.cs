using System.Collections.Concurrent;
using Genomlys.Shared;

namespace Genomlys.Review.Templates;

/// <summary>A template as it is kept. Those that ship with the product are copied and not changed; a copy holds from its own day on.</summary>
public sealed class ReportTemplate : IRecord<ReportTemplate>
{
    private const int MostRemembered = 64;
    private static readonly ConcurrentDictionary<string, Template> Known = [];

    public required Id<ReportTemplate> Id { get; init; }

    /// <summary>What files and programs call it.</summary>
    public required string Reference { get; init; }
    public required string Name { get; set; }

    /// <summary>Reviews of years that begin on this day or later follow it, until a newer one holds.</summary>
    public required DateOnly ValidFrom { get; set; }
    public bool IsShipped { get; init; }
    public ReviewKind Kind { get; init; }

    /// <summary>The template as its file has it; name and day are those of the record.</summary>
    public string Content { get; private set; } = "";

    /// <summary>What it said before the last change, so that the change can be undone.</summary>
    public string? Before { get; private set; }

    public Template Template => Read(Content) with { Key = Reference, Name = Name, ValidFrom = ValidFrom };

    /// <summary>The file's own name and day hold when it is new.</summary>
    public static ReportTemplate Of(Template template, bool isShipped = false) => new()
    {
        Id = Id<ReportTemplate>.New(), Reference = template.Key, Name = template.Name, ValidFrom = template.ValidFrom, Kind = template.Kind, IsShipped = isShipped, Content = template.Write(),
    };

    public Outcome Say(Template template)
    {
        if (IsShipped)
            return Outcome.Refused("Shipped");
        if (template.Kind != Kind)
            return Outcome.Refused("KindStays");   // reviews follow it
        if (template.Write() is var said && said != Content)
            (Content, Before) = (said, Content);
        return Outcome.Done;
    }

    public Outcome Undo()
    {
        if (Before is null)
            return Outcome.Refused("NothingToUndo");
        (Content, Before) = (Before, Content);
        return Outcome.Done;
    }

    /// <summary>A new release brings a shipped template in new words; nobody else changes it.</summary>
    internal void Renew(Template shipped) => (Name, ValidFrom, Content) = (shipped.Name, shipped.ValidFrom, shipped.Write());

    private static Template Read(string content)
    {
        if (Known.Count > MostRemembered)
            Known.Clear();
        return Known.GetOrAdd(content, text => Template.Read(text) ?? throw new InvalidOperationException("A template is kept that cannot be read."));
    }
}
