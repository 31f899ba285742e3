using Genomlys.Shared.Registers;
using Genomlys.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Architecture;

/// <summary>The list of words keeps up with the code.</summary>
public sealed class WordsTests
{
    [Fact]
    public async Task Every_thing_that_has_a_register_stands_in_the_list_of_words()
    {
        await using var app = new TestApp();
        app.Use(services => Assert.Empty(Missing(Repository.Text("docs/words.md"), services.GetRequiredService<RegisterBook>().All.Select(r => r.RecordType.Name))));
        Assert.Equal(["Horse"], Missing("| `Cow` | ko | |", ["Cow", "Horse"]));
    }

    private static IEnumerable<string> Missing(string words, IEnumerable<string> things) => things.Where(t => !words.Contains($"| `{t}` |", StringComparison.Ordinal));
}
