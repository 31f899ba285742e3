using Microsoft.Playwright;

namespace Genomlys.Browser.Tests;

/// <summary>An incident from an employee's report until it is protected, broken open for someone and read: each page at the smallest width, with and without script.</summary>
public sealed class ProtectedJourneyTests(Chromium chromium)
{
    private const string Said = "En adress lämnades till fel person";

    [Theory, InlineData(true), InlineData(false)]
    public async Task What_an_employee_reports_is_protected_and_opened_in_an_emergency(bool script)
    {
        await using var program = await RunningProgram.StartAsync(sampleYear: true);
        var employee = await chromium.PersonAsync(program, script, "eva", "Reporter", "A1");
        var coordinator = await chromium.PersonAsync(program, script, "karin", "Coordinator", "LSN");
        var asker = await chromium.PersonAsync(program, script, "sven", "Coordinator", "LSN");
        var officer = await chromium.PersonAsync(program, script, "dina", "DataProtectionOfficer", "LSN");

        await employee.GotoAsync("/");
        await employee.FitsAsync(script);
        await employee.GetByRole(AriaRole.Link, new() { Name = "Anmäl en incident" }).ClickAsync();
        await IsAtAsync(employee, "Anmäl en incident");
        await employee.FitsAsync(script);
        await employee.GetByLabel("Vad har hänt?").FillAsync(Said);
        await employee.GetByLabel("När hände det?").FillAsync("2999-01-01T10:00");
        await employee.GetByLabel("Var hände det?").SelectOptionAsync(new SelectOptionValue { Index = 2 });
        await employee.GetByRole(AriaRole.Button, new() { Name = "Skicka anmälan" }).ClickAsync();
        await Assertions.Expect(employee.GetByRole(AriaRole.Alert).First).ToContainTextAsync("Tiden har inte varit än.");
        await employee.FitsAsync(script);
        await employee.GetByLabel("När hände det?").FillAsync("2025-11-03T08:15");
        await employee.GetByLabel("Berörs uppgifter om människor?").SelectOptionAsync("Ja");
        await employee.GetByRole(AriaRole.Button, new() { Name = "Skicka anmälan" }).ClickAsync();
        await Assertions.Expect(employee.GetByRole(AriaRole.Status)).ToContainTextAsync("Anmälan är mottagen.");
        await employee.FitsAsync(script);
        await employee.GotoAsync("/reports");
        await employee.FitsAsync(script);

        await coordinator.GotoAsync("/incidents?sort=-occurredAt&channel=OwnForm");
        await coordinator.GetByRole(AriaRole.Link, new() { Name = Said }).ClickAsync();
        await IsAtAsync(coordinator, Said);
        var record = new Uri(coordinator.Url).AbsolutePath;
        var reference = await coordinator.Locator("dt:text-is('Beteckning') + dd").TextContentAsync() ?? "";
        await coordinator.GetByRole(AriaRole.Link, new() { Name = "Ändra" }).ClickAsync();
        await coordinator.GetByLabel("Sekretessklass").SelectOptionAsync("Skyddad");
        await coordinator.GetByRole(AriaRole.Button, new() { Name = "Spara" }).ClickAsync();
        await Assertions.Expect(coordinator.GetByText("Posten är skyddad").First).ToBeVisibleAsync();
        await coordinator.FitsAsync(script);
        await coordinator.GetByRole(AriaRole.Link, new() { Name = "Vilka som är namngivna" }).ClickAsync();
        await IsAtAsync(coordinator, "Namngivna på posten");
        await coordinator.FitsAsync(script);
        await coordinator.GotoAsync("/incidents?named=true");
        await Assertions.Expect(coordinator.GetByRole(AriaRole.Link, new() { Name = Said })).ToBeVisibleAsync();
        await coordinator.FitsAsync(script);
        Assert.Equal(404, (await employee.GotoAsync("/reports/" + record.Split('/')[^1]))!.Status);
        Assert.Equal(404, (await asker.GotoAsync(record))!.Status);

        await asker.GotoAsync("/break-glass/new");
        await asker.FitsAsync(script);
        await asker.GetByLabel("Register", new() { Exact = true }).SelectOptionAsync("Incidenter");
        await asker.GetByLabel("Postens beteckning").FillAsync(reference.Trim());
        await asker.GetByLabel("Rättslig grund").FillAsync("Uppgiften behövs för att varna den berörda");
        await asker.GetByLabel("Skäl").FillAsync("Handläggaren går inte att nå");
        await asker.GetByLabel("Diarienummer").FillAsync("LSN 2025/114");
        await asker.GetByRole(AriaRole.Button, new() { Name = "Begär nödöppning" }).ClickAsync();
        await Assertions.Expect(asker.GetByRole(AriaRole.Status)).ToContainTextAsync("Begäran är lämnad.");
        await asker.FitsAsync(script);

        await officer.GotoAsync("/");
        await officer.GetByRole(AriaRole.Link, new() { Name = "Begärda nödöppningar" }).ClickAsync();
        await IsAtAsync(officer, "Nödöppningar");
        await officer.FitsAsync(script);
        await officer.GetByRole(AriaRole.Link, new() { Name = reference.Trim() }).ClickAsync();
        await IsAtAsync(officer, reference.Trim());
        await officer.FitsAsync(script);
        await officer.GetByRole(AriaRole.Button, new() { Name = "Godkänn" }).ClickAsync();
        await Assertions.Expect(officer.GetByRole(AriaRole.Status)).ToContainTextAsync("Begäran är godkänd.");
        await officer.FitsAsync(script);
        Assert.Equal(404, (await officer.GotoAsync(record))!.Status);

        await asker.ReloadAsync();
        await asker.GetByRole(AriaRole.Link, new() { Name = "Gå till posten" }).ClickAsync();
        await Assertions.Expect(asker.GetByText(Said).First).ToBeVisibleAsync();
        await Assertions.Expect(asker.GetByRole(AriaRole.Link, new() { Name = "Ändra" })).ToHaveCountAsync(0);
        await asker.FitsAsync(script);
        await coordinator.GotoAsync(record + "/handlers");
        await Assertions.Expect(coordinator.GetByText("nödöppnad till")).ToBeVisibleAsync();
        await coordinator.FitsAsync(script);
        foreach (var page in new[] { employee, coordinator, asker, officer })
            await page.Context.CloseAsync();
    }

    /// <summary>A page is looked at when it is there.</summary>
    private static Task IsAtAsync(IPage page, string heading) => Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(heading);
}
