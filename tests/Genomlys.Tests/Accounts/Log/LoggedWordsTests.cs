using System.Globalization;
using System.Text.RegularExpressions;
using Genomlys.Accounts.Log;
using Genomlys.Accounts.Tokens;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Tests.Architecture;
using Genomlys.Tests.Registers;
using Genomlys.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Accounts.Log;

/// <summary>The log keeps codes and says words.</summary>
public sealed partial class LoggedWordsTests
{
    [Theory]
    [InlineData("password, recovery code", "lösenord, återställningskod")]
    [InlineData("SignedIn: password, code", "Loggade in: lösenord, kod")]
    [InlineData("MailAddressRemoved", "E-postadress borttagen")]
    [InlineData("RoleGiven: Reporter {unit}", "Roll given: Rapportör, Enhet A")]
    [InlineData("Reporter ", "Rapportör")]
    [InlineData("Reporter 01a221fe-2c8e-770b-8e4a-24d4c7245728", "Rapportör, 01a221fe-2c8e-770b-8e4a-24d4c7245728")]
    [InlineData("Read Incidents", "läsa, Incidenter")]
    [InlineData("token, Write Risks", "API-nyckel, ändra, Risker")]
    [InlineData("Incidents Risks Read, Write {unit} 2026-12-31", "Incidenter, Risker, läsa, ändra, Enhet A, 2026-12-31")]
    [InlineData("Refused: GET /incidents/{id:guid}", "Åtkomst nekad: GET /incidents/{id:guid}")]
    [InlineData("ia-uttag 2025.xlsx sha256:00ff +3 ~0", "ia-uttag 2025.xlsx sha256:00ff +3 ~0")]
    [InlineData("ia-uttag: 2025.xlsx sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef +5152 ~0", "ia-uttag: 2025.xlsx: 5\u00a0152 nya, 0 ändrade (SHA\u2011256\u00a00123456789ab…)")]
    [InlineData("Read the log: it was password, or not", "Read the log: it was password, or not")]
    [InlineData("Rollen behövs för granskningen 2026", "Rollen behövs för granskningen 2026")]
    [InlineData("", "")]
    public async Task Codes_are_told_in_words_and_what_people_wrote_as_it_stands(string said, string told)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("sv-SE");
        await using var app = TestApp.On("Sqlite");
        var unit = (await Planting.UnitsAsync(app, "A/"))[0];
        said = said.Replace("{unit}", $"{unit}", StringComparison.Ordinal);
        Assert.Equal(told, await app.Use(async services =>
        {
            services.GetRequiredService<Viewer>().BeProgram();
            return (await LoggedWords.OfAsync(services.GetRequiredService<GenomlysDb>(), [said], default))[said];
        }));
    }

    /// <summary>As it is shown, in either language, and as it is kept.</summary>
    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task The_logs_are_searched_by_the_words_they_show(string provider)
    {
        await using var app = TestApp.On(provider);
        await app.Use(async services =>
        {
            services.GetRequiredService<Viewer>().BeProgram();
            var log = services.GetRequiredService<SecurityLog>();
            await log.WriteAsync(SecurityEventKind.FactorAdded, null, "passkey", "Read Incidents", default);
            await log.WriteAsync(SecurityEventKind.SignedIn, null, "password, recovery code", "", default);
            return 0;
        });
        foreach (var (words, found) in new[] { ("återställningskod", 1), ("Recovery code", 1), ("PASSKEY", 1), ("passnyckel", 1), ("rubbish", 0) })
            foreach (var register in new[] { "security-log", "audit-log" })
                Assert.Equal((register, words, found), (register, words, (await app.PageAsync($"/{register}/?q={Uri.EscapeDataString(words)}")).QuerySelectorAll("main tbody tr").Length));
    }

    [Fact]
    public void Every_code_that_is_logged_has_words_in_both_languages()
    {
        var texts = Words.Of<SecurityEventRegister>();
        var (ofAccounts, ofRoles) = (Words.Of<Genomlys.Accounts.Account>(), Words.Of<Genomlys.Accounts.Roles.RoleAssignment>());
        var logged = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Genomlys"), "*.cs", SearchOption.AllDirectories).SelectMany(file => Logging.Matches(File.ReadAllText(file)))
            .SelectMany(call => Literal.Matches(call.Value)).SelectMany(literal => literal.Groups["text"].Value.Split(", ", StringSplitOptions.RemoveEmptyEntries)).Distinct().ToList();
        Assert.True(logged.Count > 10, string.Join(", ", logged));
        Assert.All(logged, code => Assert.True(texts.IsComplete($"Said.{code}"), code));
        Assert.All(Enum.GetNames<SecurityEventKind>(), kind => Assert.True(texts.IsComplete($"{nameof(SecurityEventKind)}.{kind}"), kind));
        Assert.All(Enum.GetNames<TokenState>().Except([nameof(TokenState.Current)]), state => Assert.True(texts.IsComplete($"Said.{state}"), state));
        Assert.All(Enum.GetNames<Need>().Except([nameof(Need.Nothing)]), need => Assert.True(texts.IsComplete($"{nameof(Need)}.{need}"), need));
        Assert.All(Enum.GetNames<Area>(), area => Assert.True(ofAccounts.IsComplete($"{nameof(Area)}.{area}"), area));
        Assert.All(Enum.GetNames<Genomlys.Accounts.Roles.AccessRole>(), role => Assert.True(ofRoles.IsComplete($"AccessRole.{role}"), role));
    }

    [GeneratedRegex(@"\b(Note|WriteAsync)\(SecurityEventKind\.[^;]*;", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Logging { get; }

    [GeneratedRegex("""(?<!\$)"(?<text>[A-Za-z]+(,?\ [a-z]+)*)" """, RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace, 1000)]
    private static partial Regex Literal { get; }
}
