using Genomlys.DataSubjects;

namespace Genomlys.Tests.DataSubjects;

/// <summary>Where a text speaks of the person, and where of someone else.</summary>
public sealed class MentionsTests
{
    private static readonly Guid Account = Guid.CreateVersion7(), Another = Guid.CreateVersion7();

    private static readonly Mentions Texts = new(
        new Person(["Anna-Karin Öberg", "akob1"], ["anna@lindby.example"], "19850302-1233", new HashSet<Guid> { Account }),
        new PersonsBeside(["Bo Ek", "Anna-Karin Öberg Lind", "bo", "boek7", "Per Erik von Sydow"], new HashSet<Guid> { Another }));

    [Theory]
    [InlineData("Ring Anna-Karin Öberg i morgon")]
    [InlineData("ring ANNA KARIN OBERG")]
    [InlineData("Öberg, Anna-Karin")]
    [InlineData("O\u0308berg Anna-Karin")]
    [InlineData("Anna-Karin Öbergs dator")]
    [InlineData("Anna_Karin_Öberg_intyg.pdf")]
    [InlineData("akob1 loggade in")]
    [InlineData("skriv till ANNA@lindby.example.")]
    [InlineData("född 850302-1233")]
    [InlineData("198503021233")]
    [InlineData("850302+1233")]
    public void He_is_found_in_every_spelling(string text) => Assert.True(Texts.IsOfHim(text));

    [Theory]
    [InlineData("Anna Öberg")]
    [InlineData("Anna-Karin Öbergsson")]
    [InlineData("Hanna-Karin Öberg")]
    [InlineData("Anna-Karin Öberg Lind")]
    [InlineData("Jag såg Anna. Karin Öberg gick hem.")]
    [InlineData("hanna@lindby.example")]
    [InlineData("xakob12")]
    [InlineData("850302-1241")]
    [InlineData("20850302-1233")]
    public void Another_is_not_taken_for_him(string text) => Assert.False(Texts.IsOfHim(text));

    [Theory]
    [InlineData("Bo Ek och Anna-Karin Öberg", "[X] och Anna-Karin Öberg")]
    [InlineData("Ek, Bo: BO EKS dator", "[X]: [X]S dator")]
    [InlineData("Anna-Karin Öberg Lind", "[X]")]
    [InlineData("till bo@ek.example och anna@lindby.example", "till [X] och anna@lindby.example")]
    [InlineData("121212-1212 och 850302-1233", "[X] och 850302-1233")]
    [InlineData("von Sydow, Per Erik", "[X]")]
    [InlineData("boek7", "[X]")]
    [InlineData("bo", "[X]")]
    [InlineData("de ska bo kvar i eken", "de ska bo kvar i eken")]
    public void Everyone_else_is_masked(string text, string masked) => Assert.Equal(masked, Texts.Masked(text, "[X]"));

    [Fact]
    public void Accounts_are_known_by_their_keys()
    {
        Assert.True(Texts.IsOfHim($"{Account:N}"));
        Assert.Equal($"{Account} [X]", Texts.Masked($"{Account} {Another}", "[X]"));
    }

    [Fact]
    public void What_cannot_be_asked_is_refused_at_its_field()
    {
        Assert.Equal(["name", "mail", "number", "because"], new AccessRequest("Anna", "anna", "", "12", "").Problems().Select(p => p.Field));
        Assert.Empty(new AccessRequest("Anna Öberg", "a@b.se", "ao", "19850302-1233", "KS 2025/12").Problems());
        Assert.Equal(["Because.NamesHim"], new AccessRequest("Anna Öberg", "", "", "", "begäran från Öberg, Anna").Problems().Select(p => p.Problem));
        Assert.Equal(["Because.NamesHim"], new AccessRequest("Anna Öberg", "", "", "", "850302-1233").Problems().Select(p => p.Problem));
    }
}
