using AngleSharp.Dom;

namespace Genomlys.Tests.Shared;

/// <summary>A file brought in as a person does it: chosen, looked at, confirmed.</summary>
public static class Imported
{
    extension(TestApp app)
    {
        public Task<Outcome> ImportAsync(string register, string file, Dictionary<string, string>? said = null) => app.ImportAsync(register, file, Lindby.File(file), said);

        public async Task<Outcome> ImportAsync(string register, string name, byte[] content, Dictionary<string, string>? said = null)
        {
            var (response, page) = await app.SubmitAsync($"/{register}/import", [], file: (name, content));
            Assert.True(response.Headers.Location is not null, page.Body?.TextContent);
            var upload = response.Headers.Location!.ToString();
            if (said is not null)
                await app.SubmitAsync(upload, new(said) { ["whole"] = "" }, "preview");
            var preview = await app.PageAsync(upload);
            var outcome = new Outcome(Count(preview, "Nya"), Count(preview, "Ändrade"), Count(preview, "Oförändrade"), Count(preview, "Kan inte läsas in"),
                preview.QuerySelector("table.refused tbody")?.TextContent ?? "");
            await app.SubmitAsync(upload, new() { ["whole"] = "" }, "confirm");
            return outcome;
        }
    }

    private static int Count(IParentNode page, string label) =>
        int.Parse(string.Concat(page.QuerySelectorAll("dl.counts dt").Single(dt => dt.TextContent == label).NextElementSibling!.TextContent.Where(char.IsAsciiDigit)));

    public sealed record Outcome(int Added, int Changed, int Unchanged, int Refused, string Problems);
}
