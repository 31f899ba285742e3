using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;

namespace Genomlys.Browser.Tests;

/// <summary>Not a test: takes the pictures that docs/pictures.txt lists. Run by docs/pictures.sh.</summary>
public sealed class Pictures(SampleProgram sample, Chromium chromium)
{
    private static readonly string Docs = Path.Combine(Repository.Root, "docs");

    public static bool AreWanted => Environment.GetEnvironmentVariable("GENOMLYS_PICTURES") is "1";

    [Fact(Skip = "Not a test: docs/pictures.sh takes the pictures.", SkipUnless = nameof(AreWanted))]
    public async Task Take()
    {
        List<string> problems = [];
        using var http = RunningProgram.Client(sample.Address);
        Directory.CreateDirectory(Path.Combine(Docs, "pictures"));
        foreach (var line in File.ReadLines(Path.Combine(Docs, "pictures.txt")))
        {
            if (line.StartsWith('#') || line.Split('|', StringSplitOptions.TrimEntries) is not [var name, var address, var size, .. var rest])
                continue;
            using var answer = await http.GetAsync(address, TestContext.Current.CancellationToken);
            var file = Path.Combine(Docs, "pictures", name + ".png");
            if (!answer.IsSuccessStatusCode)
                problems.Add($"{name}: {address} answers {(int)answer.StatusCode}");
            else if (size.StartsWith("page ", StringComparison.Ordinal))
                await PrintAsync(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), size[5..], file);
            else
                await LookAsync(address, SizeOf(size), rest is ["dark"] ? ColorScheme.Dark : ColorScheme.Light, file);
        }
        Assert.True(problems is [], string.Join('\n', problems));
    }

    private async Task LookAsync(string address, Screen screen, ColorScheme colours, string file)
    {
        var page = await chromium.VisitAsync(sample.Address, screen, colours: colours);
        await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.NetworkIdle });
        await page.ScreenshotAsync(new() { Path = file });
        await page.Context.CloseAsync();
    }

    private static async Task PrintAsync(byte[] pdf, string page, string file)
    {
        var folder = Directory.CreateTempSubdirectory("genomlys-pictures-");
        try
        {
            var paper = Path.Combine(folder.FullName, "paper.pdf");
            await File.WriteAllBytesAsync(paper, pdf);
            using var print = Process.Start("pdftoppm", ["-png", "-r", "100", "-f", page, "-l", page, "-singlefile", paper, Path.ChangeExtension(file, null)]);
            await print.WaitForExitAsync();
            Assert.Equal(0, print.ExitCode);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Screen SizeOf(string size) => size.Split('x') is [var width, var height]
        ? new(int.Parse(width, CultureInfo.InvariantCulture), int.Parse(height, CultureInfo.InvariantCulture))
        : throw new FormatException($"'{size}' is not a size such as 1440 x 900.");
}
