using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Genomlys.Accounts.Roles;
using Genomlys.Shared;
using Genomlys.Tests.Bars;
using Genomlys.Tests.Shared;

namespace Genomlys.Tests.Registers;

/// <summary>A personal identity number that someone writes in a text is found when it is saved; he takes it out, or says that he means it.</summary>
public sealed class PersonalNumberTests
{
    private const int Corpus = 10_000;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Ten_thousand_are_found_in_eight_spellings_and_other_numbers_let_be()
    {
        var (random, missed, alarms) = (new Random(8), 0, 0);
        for (var n = 0; n < Corpus; n++)
        {
            var digits = Number(new DateOnly(1920, 1, 1).AddDays(random.Next(38_000)), random.Next(1000), random.Next(4) is 0 ? 60 : 0);
            var (century, ten) = (digits[..2], digits[2..]);
            string[] forms = [century + ten, ten, $"{century}{ten[..6]}-{ten[6..]}", $"{ten[..6]}-{ten[6..]}", $"{ten[..6]}+{ten[6..]}", $"{ten[..6]} {ten[6..]}", $"{century}{ten[..6]}–{ten[6..]}", $"{century}{ten[..6]}\u00A0{ten[6..]}"];
            missed += IdentityNumber.In($"Avser {forms[n % forms.Length]}, som ringde.") is [_] ? 0 : 1;
            alarms += IdentityNumber.In($"Ärende {random.NextInt64(1_000_000_000, 9_999_999_999)}, dnr {random.Next(2000, 2030)}-{random.Next(10_000):0000}.") is [] ? 0 : 1;
        }
        Assert.True(missed is 0, $"{missed} missed");
        Assert.True(alarms <= Corpus / 100, $"{alarms} false alarms");
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task It_is_asked_about_in_the_form_and_kept_when_it_is_meant(string provider)
    {
        await using var app = TestApp.On(provider);
        var fields = new Dictionary<string, string> { ["reference"] = "S-1", ["name"] = $"Systemet för {Number(new(1985, 3, 2), 123, 0)}" };
        var (refused, page) = await app.SubmitAsync("/systems/new", fields);
        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        Assert.Contains("personnummer", page.QuerySelector(".summary")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("input[type=checkbox][name=_meant]"));
        Assert.Equal(fields["name"], page.QuerySelector("[name=name]")!.GetAttribute("value"));
        fields["_meant"] = "personal-number";
        Assert.Equal(HttpStatusCode.SeeOther, (await app.SubmitAsync("/systems/new", fields)).Response.StatusCode);
    }

    /// <summary>The reason of a change stands in the log for ever: there it cannot be meant.</summary>
    [Fact]
    public async Task It_is_never_taken_as_a_reason()
    {
        await using var app = TestApp.On("Sqlite");
        var made = (await app.SubmitAsync("/systems/new", new() { ["reference"] = "S-1", ["name"] = "Ekot" })).Response.Headers.Location!.ToString().Split('?')[0];
        var (refused, page) = await app.SubmitAsync($"{made}/edit", new() { ["name"] = "Ekot 2", ["_because"] = $"Bytte åt {Number(new(1985, 3, 2), 123, 0)}", ["_meant"] = "personal-number" });
        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        Assert.Contains("för alltid", page.QuerySelector(".summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Ekot 2", page.QuerySelector("[name=name]")!.GetAttribute("value"));
        Assert.DoesNotContain("Ekot 2", (await app.PageAsync(made)).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_program_is_refused_until_it_says_so_and_other_fields_are_changed_in_peace(string provider)
    {
        await using var app = TestApp.On(provider);
        using var visit = await Visit.AsAsync(app, "anna", AccessRole.Coordinator);
        var said = new { reference = "S-1", name = $"Systemet för {Number(new(1985, 3, 2), 123, 60)}" };
        using var refused = await visit.AskAsync(HttpMethod.Post, "/api/systems", JsonContent.Create(said));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        using var made = await visit.AskAsync(HttpMethod.Post, "/api/systems?meant=personal-number", JsonContent.Create(said));
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        using var changed = await visit.AskAsync(HttpMethod.Patch, made.Headers.Location!.ToString(), JsonContent.Create(new { said.name, reference = "S-2" }), also: r => r.Headers.TryAddWithoutValidation("If-Match", "\"1\""));
        Assert.NotEqual(HttpStatusCode.Created, changed.StatusCode);
        Assert.DoesNotContain("personnummer", await changed.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    private static string Number(DateOnly born, int serial, int plus)
    {
        var nine = $"{born:yyMM}{born.Day + plus:00}{serial:000}";
        var sum = nine.Select((c, at) => at % 2 is 1 ? c - '0' : (c - '0') * 2 is var doubled && doubled > 9 ? doubled - 9 : doubled).Sum();
        return $"{born.ToString("yyyy", CultureInfo.InvariantCulture)[..2]}{nine}{(10 - sum % 10) % 10}";
    }
}
