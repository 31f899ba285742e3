using Genomlys.Shared;
using Genomlys.Shared.Data;
using Genomlys.Shared.Exports;
using Genomlys.Shared.Registers;
using Genomlys.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Registers;

/// <summary>What holds for every register there is, without knowing any.</summary>
public sealed class EveryRegisterTests
{
    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Every_field_filters_sorts_and_counts_in_the_database(string provider)
    {
        await using var app = TestApp.On(provider);
        await app.Use(async services =>
        {
            var db = services.GetRequiredService<GenomlysDb>();
            var asked = 0;
            foreach (var register in services.GetRequiredService<RegisterBook>().All)
                foreach (var field in register.Fields)
                {
                    var term = field.Input switch { "date" or "datetime-local" => "2025-01..2025-06", "number" => "1..5", "select" when field.Choices is [var first, ..] => first.Value, "select" => Guid.Empty.ToString(), _ => "x" };
                    foreach (var sort in new[] { field.Key, "-" + field.Key })
                    {
                        var selection = Selection.All.With(field.Key, term) with { Search = "å", Sort = sort };
                        Assert.Empty(register.Check(db, selection));
                        await register.ListAsync(db, selection, default);
                        await register.ExportAsync(db, selection, new NoRows(), default);
                        asked++;
                    }
                    if (field.IsOptional)
                        await register.ListAsync(db, Selection.All.With(field.Key, Selection.Missing), default);
                }
            foreach (var figure in services.GetRequiredService<RegisterBook>().Figures)
            {
                var result = await figure.EvaluateAsync(db, Period.Year(2025), default);
                Assert.Empty(figure.Register.Check(db, Selection.Parse(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new Uri("http://x" + result.Href).Query))));
            }
            return asked;
        });
    }

    [Fact]
    public async Task Every_text_exists_in_Swedish_and_in_English()
    {
        await using var app = new TestApp();
        app.Use(services => Assert.Empty(from register in services.GetRequiredService<RegisterBook>().All
                                         from key in register.TextKeys
                                         where !register.Words.IsComplete(key)
                                         select $"{register.Name}: {key}"));
    }

    [Fact]
    public async Task Every_register_has_its_pages_and_its_api()
    {
        await using var app = new TestApp();
        var names = new List<string>();
        app.Use(services => names.AddRange(services.GetRequiredService<RegisterBook>().All.Select(r => r.Path)));
        foreach (var path in names)
        {
            Assert.Equal(0, (await app.PageAsync(path)).QuerySelectorAll("tbody tr").Length);
            Assert.Equal(200, (int)(await app.Browser.GetAsync($"/api{path}", TestContext.Current.CancellationToken)).StatusCode);
            Assert.Equal(200, (int)(await app.Browser.GetAsync($"{path}/export.xlsx", TestContext.Current.CancellationToken)).StatusCode);
        }
    }

    private sealed class NoRows : IRowWriter
    {
        public void Write(IReadOnlyList<object> cells) { }
        public void Dispose() { }
    }
}
