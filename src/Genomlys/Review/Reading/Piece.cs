using System.Text.Json.Serialization;

namespace Genomlys.Review.Reading;

/// <summary>Where in the source something stands: lines and page as a person counts them, and the heading it stands under with its printed number.</summary>
public readonly record struct Place(int FirstLine, int LastLine, int Page, string Number, string Heading);

/// <summary>How sure a reading is.</summary>
public enum Confidence { Low, Medium, High }

/// <summary>What made a piece be found; the word for it is <c>Why.X</c> in the texts.</summary>
public enum Why { Heading, Item, Row, Announced, Sentence, Summary, Word, Range, Guess }

/// <summary>Whether a report calls something remaining or new; most say nothing.</summary>
public enum Printed { Nothing, CarriedOver, New }

/// <summary>The kinds of pieces, each for a register of its own.</summary>
public enum PieceKind { Improvement, Risk, Recommendation, PlanItem, Figure, Incident, Law }

/// <summary>Something a report says that belongs in a register. It is a proposal: nothing enters a register until a person accepts it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Improvement), "improvement"), JsonDerivedType(typeof(Risk), "risk"), JsonDerivedType(typeof(Recommendation), "recommendation")]
[JsonDerivedType(typeof(PlanItem), "planItem"), JsonDerivedType(typeof(Figure), "figure"), JsonDerivedType(typeof(Incident), "incident"), JsonDerivedType(typeof(Law), "law")]
public abstract record Piece(PieceKind Of, string Name, Place Place)
{
    public Confidence Confidence { get; init; }
    public Why Why { get; init; }

    /// <summary>The words of the report it was read from.</summary>
    public string Quote { get; init; } = "";

    /// <summary>A proposal for improvement in its order. Year is the year it is meant for, where the report says one; since, the year it remains from.</summary>
    public sealed record Improvement(string Name, Place Place, int Rank, Printed Mark) : Piece(PieceKind.Improvement, Name, Place)
    {
        public string Body { get; init; } = "";
        public int? Year { get; init; }
        public int? Since { get; init; }

        /// <summary>Its place in the summary, where that differs from or equals the chapter's.</summary>
        public int? SummaryRank { get; init; }
    }

    /// <summary>A risk with what was to be done and what came of it.</summary>
    public sealed record Risk(string Name, Place Place, int Rank, Printed Mark, RiskSource Source) : Piece(PieceKind.Risk, Name, Place)
    {
        public string Process { get; init; } = "";
        public string Body { get; init; } = "";
        public string Action { get; init; } = "";
        public string Result { get; init; } = "";
    }

    /// <summary>What an audit, a supervisor or the data protection officer asks for. The number is the text's own, empty where it has none.</summary>
    public sealed record Recommendation(string Name, Place Place, string Number) : Piece(PieceKind.Recommendation, Name, Place)
    {
        public string Source { get; init; } = "";
        public bool IsOfficers { get; init; }
        public string Diary { get; init; } = "";
        public string Status { get; init; } = "";
    }

    /// <summary>An activity of a year in a plan, with its target where it says one ("minst 12").</summary>
    public sealed record PlanItem(string Name, Place Place, int? Year, int Rank) : Piece(PieceKind.PlanItem, Name, Place)
    {
        public string Body { get; init; } = "";
        public string Owner { get; init; } = "";
        public decimal? Target { get; init; }
    }

    /// <summary>A number with a name. The value is null where the text says a range ("1-4"); it stands in Said.</summary>
    public sealed record Figure(string Name, Place Place, decimal? Value, string Said, string Unit) : Piece(PieceKind.Figure, Name, Place)
    {
        public bool IsShare { get; init; }
        public bool IsAtLeast { get; init; }
        public string Population { get; init; } = "";
        public string PartOf { get; init; } = "";
        public string AsOf { get; init; } = "";
        public string Source { get; init; } = "";
    }

    /// <summary>An incident that is told, with its dated events.</summary>
    public sealed record Incident(string Name, Place Place, IReadOnlyList<DatedEvent> Events) : Piece(PieceKind.Incident, Name, Place)
    {
        public string Body { get; init; } = "";
    }

    /// <summary>A law and the day the report says it takes effect.</summary>
    public sealed record Law(string Name, Place Place, string Number, DateOnly? InForce) : Piece(PieceKind.Law, Name, Place);
}

/// <summary>The work a risk was found in.</summary>
public enum RiskSource { Other, InternalControl, OfficersReport }

/// <summary>What happened a day.</summary>
public sealed record DatedEvent(DateOnly On, string What, int Line);
