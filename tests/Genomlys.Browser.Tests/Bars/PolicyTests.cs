using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using Genomlys.Tests.Bars;
using Microsoft.Playwright;

namespace Genomlys.Browser.Tests.Bars;

/// <summary>Bar 14 in a browser: no page wants what its policy forbids, also when it asks for a piece of itself.</summary>
[Trait("Bar", "14"), Collection(nameof(Walk))]
public sealed class PagePolicyTests(SampleProgram sample, Chromium chromium)
{
    [Fact]
    public async Task No_page_wants_what_its_policy_forbids() =>
        Bar.None(14, "none", (await Walk.OfAsync(sample.Address, chromium)).Seen(Walk.Kind.Policy), "what pages wanted in a browser and their policy forbids");
}

/// <summary>Nothing that somebody wrote runs.</summary>
[Trait("Bar", "14")]
public sealed class PolicyTests(SampleProgram sample, Chromium chromium)
{
    private const int EveryNth = 5;

    /// <summary>That the listener hears: a script planted past the server is refused and told of.</summary>
    [Fact]
    public async Task A_planted_script_is_refused_and_heard()
    {
        var page = await VisitAsync(sample.Address);
        await page.GotoAsync("/");
        await page.EvaluateAsync("""
            () => {
              const image = new Image(); image.setAttribute('src', '/no-such'); document.body.append(image)
              const made = document.createElement('div'); made.innerHTML = '<b onclick="canary()">x</b>'; document.body.append(made); made.firstChild.click()
              try { const script = document.createElement('script'); script.text = 'canary()'; document.body.append(script) } catch { }
            }
            """);
        Assert.NotEmpty(await page.RefusedAsync());
        Assert.Equal(0, await page.EvaluateAsync<int>("globalThis.sung"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Nothing_that_somebody_wrote_runs()
    {
        await using var program = await RunningProgram.StartAsync(sampleYear: true);
        var payloads = Payloads.All.Where((_, n) => n % EveryNth is 0).ToList();
        var records = await WriteAsync(program.Address, payloads);
        Assert.Equal(payloads.Count, records.Count);
        var page = await VisitAsync(program.Address);
        var dialogs = new ConcurrentBag<string>();
        page.Dialog += async (_, dialog) =>
        {
            dialogs.Add(dialog.Message);
            await dialog.DismissAsync();
        };
        List<string> ran = [];
        foreach (var address in records.SelectMany(id => new[] { $"/incidents/{id}", $"/incidents/{id}/edit" })
            .Concat(["/incidents?sort=-reference", "/incidents?sort=-reference&p=2", "/incidents/duplicates", "/"])
            .Concat(payloads.SelectMany(p => new[] { $"/search?q={Uri.EscapeDataString(p)}", $"/incidents?q={Uri.EscapeDataString(p)}", $"/{Uri.EscapeDataString(p)}" })))
        {
            await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.Load });
            await page.EvaluateAsync("document.querySelectorAll('main [autofocus], main details, main a[href^=\"java\"]').forEach(e => e.click())");
            if (await page.EvaluateAsync<int>("globalThis.sung") > 0)
                ran.Add($"{address}: ran");
            ran.AddRange((await page.RefusedAsync()).Select(r => $"{address}: {r}"));
        }
        await page.Context.CloseAsync();
        ran.AddRange(dialogs);
        Bar.None(14, "none", ran, "of 40 payloads in the fields of records and in addresses, those that ran in a browser or were stopped by its policy only");
    }

    private async Task<IPage> VisitAsync(Uri program)
    {
        var page = await chromium.VisitAsync(program, Screen.Desktop);
        await page.ListenForRefusedAsync();
        return page;
    }

    /// <summary>Like an incident that is there, with the payload in every field that takes it.</summary>
    private static async Task<IReadOnlyList<string>> WriteAsync(Uri program, IReadOnlyList<string> payloads)
    {
        using var http = RunningProgram.Client(program);
        var model = (await http.GetFromJsonAsync<JsonElement>("/api/incidents")).GetProperty("items")[0];
        var known = model.EnumerateObject().Where(p => p.Name is not ("id" or "version") && p.Value.ValueKind is not JsonValueKind.Null).ToDictionary(p => p.Name, p => (object)p.Value);
        List<string> records = [];
        foreach (var (n, payload) in payloads.Index())
        {
            var said = new Dictionary<string, object>(known) { ["reference"] = $"{n}{payload}" };
            foreach (var text in new[] { "summary", "description", "reportedBy", "system", "actions", "consequence" })
                said[text] = payload;
            for (var attempt = 0; attempt < 10; attempt++)
            {
                using var answer = await http.PostAsJsonAsync("/api/incidents", said);
                var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
                if (answer.IsSuccessStatusCode)
                {
                    records.Add(body.GetProperty("id").GetString()!);
                    break;
                }
                foreach (var refused in body.GetProperty("errors").EnumerateObject())
                    if (refused.Name is "reference" && attempt < 5)
                        said["reference"] = $"{n}{payload}"[..Math.Min(40, $"{n}{payload}".Length)];
                    else if (known.TryGetValue(refused.Name, out var before) && !Equals(said[refused.Name], before))
                        said[refused.Name] = before;
                    else
                        said.Remove(refused.Name);
            }
        }
        return records;
    }
}
