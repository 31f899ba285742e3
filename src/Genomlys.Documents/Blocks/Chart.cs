using System.Text.Json.Serialization;

namespace Genomlys.Documents;

public abstract partial record Block
{
    /// <summary>A picture of some numbers. The alternative text says what it shows, the table beside it says everything.</summary>
    public sealed record Chart(ChartShape Shape, string Alt, Table Data, IReadOnlyList<Part> Parts, IReadOnlyList<Series> Series) : Block
    {
        /// <summary>What follows each number, such as " %".</summary>
        public string Unit { get; init; } = "";
    }
}

[JsonConverter(typeof(JsonStringEnumConverter<ChartShape>))]
public enum ChartShape { Ring, Bar, Line }

/// <summary>One part of a ring, one bar, one point in time; on the web its row in the table may lead to the records.</summary>
public sealed record Part(string Label)
{
    public string? Href { get; init; }

    public static implicit operator Part(string label) => new(label);
}

/// <summary>One value for each part.</summary>
public sealed record Series(string Name, IReadOnlyList<decimal> Values);
