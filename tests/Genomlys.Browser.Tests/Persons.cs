using Genomlys.Testing;
using Microsoft.Playwright;

namespace Genomlys.Browser.Tests;

/// <summary>People of a journey, each in a browser of his own.</summary>
internal static class Persons
{
    /// <summary>Someone with a role (or several, with + between), who has signed in for the first time and has a password of his own.</summary>
    public static async Task<IPage> PersonAsync(this Chromium chromium, RunningProgram program, bool script, string name, string role, string unit)
    {
        var (code, answer, refusal) = await program.AskAsync("sv", ["account", "create", name, "--name", $"{name} Testsson", .. role.Split('+').SelectMany(r => new[] { "--role", r }), "--unit", unit]);
        Assert.True(code is 0, refusal);
        var oneTime = Visitor.OneTimeIn(answer);
        var page = await chromium.VisitAsync(program.AtName, Screen.Smallest, script);
        await page.Context.ClearCookiesAsync();
        if (script)
            await page.LoadAxeAsync();
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("Inloggningsnamn").FillAsync(name);
        await page.GetByLabel("Lösenord").FillAsync(oneTime);
        await page.GetByRole(AriaRole.Button, new() { Name = "Logga in", Exact = true }).ClickAsync();
        await page.Locator("[name=old]").FillAsync(oneTime);
        await page.Locator("[name=new]").FillAsync(Visitor.Own);
        await page.GetByRole(AriaRole.Button, new() { Name = "Byt lösenord" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToBeVisibleAsync();
        return page;
    }
}
