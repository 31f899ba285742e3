namespace Genomlys.Tests.Architecture;

/// <summary>Rule 8 of docs/house.md.</summary>
public sealed class TextRulesTests
{
    private static readonly (string, string)[] Tables = [.. Repository.Files("src", ".texts")];

    [Fact]
    public void Every_text_is_said_in_Swedish_and_in_English() => Assert.Empty(TextRules.IncompleteTexts(Tables));

    [Fact]
    public void Every_text_that_code_asks_for_exists() => Assert.Empty(TextRules.UnknownTexts(Repository.Files("src/Genomlys", ".cs", ".razor"), Tables));

    [Fact]
    public void No_Swedish_words_stand_in_code() => Assert.Empty(TextRules.SwedishInCode(Repository.Files("src", ".cs", ".razor")));

    /// <summary>What the build's style rules leave open.</summary>
    [Fact]
    public void Usings_stand_in_their_order() => Assert.Empty(TextRules.UsingsOutOfOrder(Repository.Files("src", ".cs").Concat(Repository.Files("tests", ".cs")).Concat(Repository.Files("bench", ".cs"))));

    [Fact]
    public void Each_rule_is_red_on_planted_sources()
    {
        (string, string)[] sources =
        [
            ("src/Genomlys/Barn/Cow.cs", """
                // Hö är en kommentar.
                var calm = "http://hay"; /* ö */ var say = $"{Words["Moo"]} // hö";
                return Outcome.Refused("NoHay");
                """),
            ("src/Genomlys/Barn/Pages/CowPage.razor", "@* ö *@\n<h1>Kö</h1> @Kernel[Id is null ? \"Known\" : \"Unknown\"]"),
        ];
        (string, string)[] tables = [("src/Genomlys/Barn/Barn.texts", "Moo = Mu | Moo\nMoo = Mu | Moo\nHay = Hö\nStray"), ("src/Genomlys/Shared/Kernel.texts", "Known = Känd | Known")];

        Assert.Equal(["src/Genomlys/Barn/Cow.cs:2", "src/Genomlys/Barn/Pages/CowPage.razor:2"], TextRules.SwedishInCode(sources).Select(s => string.Join(':', s.Split(':')[..2])));
        Assert.Equal(["src/Genomlys/Barn/Cow.cs: NoHay", "src/Genomlys/Barn/Pages/CowPage.razor: Unknown"], TextRules.UnknownTexts(sources, tables));
        Assert.Equal(3, TextRules.IncompleteTexts(tables).Count());
        Assert.Equal(["Late.cs", "Static.cs"], TextRules.UsingsOutOfOrder(
        [
            ("Good.cs", "using System.Text;\nusing Barn;\nusing Barn.Hay;\nusing static Barn.Cow;\nusing Moo = Barn.Moo;\n\nnamespace Barn;"), ("Late.cs", "using Barn;\nusing System;\n"),
            ("Static.cs", "using static Barn.Cow;\nusing Barn;\n"),
        ]));
    }
}
