using System.Net;
using System.Security.Cryptography;
using System.Text;
using Genomlys.Accounts.Factors;
using Genomlys.Accounts.Roles;
using Genomlys.Accounts.Sessions;
using Genomlys.Shared.Data;
using Genomlys.Tests.Shared;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Bars;

/// <summary>Bar 17: whatever proves something is changed in one byte, each in turn; none of it is taken, and none of it breaks anything.</summary>
[Trait("Bar", "17")]
public sealed class FlipTests
{
    private const int Columns = 100;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task No_changed_byte_is_taken(string provider)
    {
        await using var app = TestApp.On(provider);
        using var browser = app.Visit(handlesCookies: false);
        using var visit = await Visit.AsAsync(app, "sam", AccessRole.Coordinator);
        var (field, cookie) = await visit.TokenAsync();
        var antiforgery = cookie.Split('=', 2);
        using var offering = await visit.AskAsync(HttpMethod.Get, "/account/authenticator");
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await offering.Content.ReadAsStringAsync(Stop));
        var offered = page.QuerySelector("input[name=sealed]")!.GetAttribute("value")!;
        var code = Totp(string.Concat(page.QuerySelector(".steps-text code")!.TextContent.Where(c => c is not ' ')), app.Clock.GetUtcNow());
        var begun = await BegunAsync(app, visit);

        (string Name, string Proof, HttpStatusCode Taken, Func<string, Task<HttpResponseMessage>> Try)[] proofs =
        [
            ("visit's cookie", visit.Key, HttpStatusCode.OK, key => Visit.SendAsync(browser, HttpMethod.Get, "/account", null, $"genomlys={key}")),
            ("antiforgery cookie", antiforgery[1], HttpStatusCode.SeeOther, said => PostAsync("/preferences", $"{antiforgery[0]}={said}", (Visit.TokenField, field))),
            ("antiforgery field", field, HttpStatusCode.SeeOther, said => PostAsync("/preferences", cookie, (Visit.TokenField, said))),
            ("cookie of a sign-in begun", begun, HttpStatusCode.OK, key => AsksForCodeAsync(browser, key)),
            ("seed offered in a form", offered, HttpStatusCode.OK, said => PostAsync("/account/authenticator", cookie, (Visit.TokenField, field), ("sealed", said), ("code", code))),   // last: it is taken once
        ];
        foreach (var (name, proof, taken, attempt) in proofs)
        {
            List<string> wrong = [];
            foreach (var (at, changed) in Flipped(proof))
            {
                using var answer = await attempt(changed);
                if (answer.StatusCode == taken || (int)answer.StatusCode is < 400 or >= 500)
                    wrong.Add($"{name}, {at}: {(int)answer.StatusCode}");
            }
            Bar.None(17, provider, wrong, $"changed bytes taken in the {name}");
            using var whole = await attempt(proof);
            Assert.Equal((name, taken), (name, whole.StatusCode));   // unchanged it is good
        }

        Task<HttpResponseMessage> PostAsync(string address, string cookies, params (string, string)[] says) =>
            visit.AskAsync(HttpMethod.Post, address, new FormUrlEncodedContent(says.Select(s => KeyValuePair.Create(s.Item1, s.Item2))), cookies);
    }

    [Fact]
    public async Task No_changed_byte_of_a_sealed_column_opens()
    {
        await using var app = new TestApp();
        List<string> wrong = [];
        app.Use(services =>
        {
            var sealing = services.GetRequiredService<Sealing>();
            for (var n = 0; n < Columns; n++)
            {
                var (secret, place) = (Authenticator.NewSeed(), $"accounts.AuthenticatorSeed {n}");
                var kept = sealing.Seal(secret, place);
                Assert.Equal(secret, sealing.Open(kept, place));
                wrong.AddRange(Flipped(kept).Where(f => sealing.Open(f.Changed, place) is not null).Select(f => $"{n}, {f.At}"));
                if (sealing.Open(kept, $"accounts.AuthenticatorSeed {n + 1}") is not null)
                    wrong.Add($"{n} opens in another row");
            }
        });
        Bar.None(17, "none", wrong, "changed bytes that open, of 100 sealed columns");
    }

    /// <summary>Each byte of what the text stands for, and each of its signs that then stands for something else.</summary>
    private static IEnumerable<(string At, string Changed)> Flipped(string proof)
    {
        var bytes = WebEncoders.Base64UrlDecode(proof);
        for (var at = 0; at < bytes.Length; at++)
        {
            bytes[at] ^= (byte)(1 << (at % 8));
            yield return ($"byte {at}", WebEncoders.Base64UrlEncode(bytes));
            bytes[at] ^= (byte)(1 << (at % 8));
        }
        for (var at = 0; at < proof.Length; at++)
        {
            var changed = new StringBuilder(proof) { [at] = proof[at] is 'A' ? 'B' : 'A' }.ToString();
            if (!StandsFor(changed, bytes))
                yield return ($"sign {at}", changed);
        }
    }

    private static bool StandsFor(string said, byte[] bytes)
    {
        try
        {
            return WebEncoders.Base64UrlDecode(said).SequenceEqual(bytes);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>Someone whose password was right and whose code is asked for is known by a cookie too.</summary>
    private static Task<string> BegunAsync(TestApp app, Visit visit) => app.Use(async services =>
    {
        var (key, now) = (RandomNumberGenerator.GetBytes(32), app.Clock.GetUtcNow());
        var db = services.GetRequiredService<GenomlysDb>();
        db.Add(new Session { KeyHash = Convert.ToHexString(SHA256.HashData(key)), AccountId = visit.Account, Stage = SessionStage.SecondFactor, StartedAt = now, SeenAt = now, ProvedAt = now });
        await db.SaveChangesAsync(Stop);
        return WebEncoders.Base64UrlEncode(key);
    });

    /// <summary>Found when he is asked for his code.</summary>
    private static async Task<HttpResponseMessage> AsksForCodeAsync(HttpClient browser, string key)
    {
        using var page = await Visit.SendAsync(browser, HttpMethod.Get, "/sign-in", null, $"genomlys={key}");
        return new HttpResponseMessage(page.StatusCode is HttpStatusCode.OK && !(await page.Content.ReadAsStringAsync(Stop)).Contains("name=\"code\"", StringComparison.Ordinal) ? HttpStatusCode.Unauthorized : page.StatusCode);
    }

    private static string Totp(string seed, DateTimeOffset now) => new OtpNet.Totp(OtpNet.Base32Encoding.ToBytes(seed)).ComputeTotp(now.UtcDateTime);
}
