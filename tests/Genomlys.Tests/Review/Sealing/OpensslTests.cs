using System.Text.RegularExpressions;
using Genomlys.Review.Sealing;
using Genomlys.Tests.Architecture;

namespace Genomlys.Tests.Review.Sealing;

/// <summary>The commands of docs/verify.md, run as they stand there: whoever has openssl and no Genomlys comes to the same verdict.</summary>
public sealed partial class OpensslTests : IDisposable
{
    private const int Seed = 20251204, Tries = 50;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("genomlys-openssl-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task The_commands_of_the_page_agree_with_the_program_on_one_whole_and_fifty_changed_packages()
    {
        Machine.SkipWithout("openssl", "sha256sum", "pdfsig");
        await using var server = new TimestampServer();
        var stamp = new TimestampAuthority(TimestampTests.Settings($"{server.Address}"));
        var package = await Decided.PackageAsync(Sealers.Pen() with { Stamp = stamp.StampAsync });
        var (random, commands, deviations) = (new Random(Seed), Commands(), new List<string>());
        Assert.True(commands.Count >= 5);
        for (var n = 0; n <= Tries; n++)
        {
            var (what, files) = n is 0 ? ("whole", package.Files) : Changed(package, n, random);
            var own = PackageVerification.OfFiles(files, Sealers.Trusted, new Trust([TimestampServer.Issuer])).Verdict is SealVerdict.Valid;
            var theirs = await AgreesAsync(files, commands);
            if (own != theirs || own != (n is 0))
                deviations.Add($"{what}: the program {own}, the commands {theirs}");
        }
        Assert.Empty(deviations);
    }

    [Fact]
    public async Task The_readme_of_a_package_has_the_same_commands()
    {
        var read = System.Text.Encoding.UTF8.GetString((await Decided.PackageAsync(Sealers.Pen()))["README.txt"]);
        Assert.All(Commands(), command => Assert.Contains(command, read, StringComparison.Ordinal));
    }

    /// <summary>A bit in one of the files in turn, or a file that is gone or another's.</summary>
    private static (string What, IReadOnlyList<KeyValuePair<string, byte[]>> Files) Changed(ArchivePackage package, int n, Random random)
    {
        string[] names = ["report.pdf", "report.json", "manifest.json", "report.docx", "report.html", "report.json.p7s", "seal.pem"];
        var name = names[n % names.Length];
        if (n % 10 is 0)
            return ($"without {name}", [.. package.Files.Where(f => f.Key != name)]);
        var content = package[name].ToArray();
        var at = random.Next(content.Length);
        content[at] ^= (byte)(1 << random.Next(8));
        return ($"{name}, byte {at}", [.. package.Files.Select(f => f.Key == name ? new(name, content) : f)]);
    }

    private async Task<bool> AgreesAsync(IReadOnlyList<KeyValuePair<string, byte[]>> files, IReadOnlyList<string> commands)
    {
        foreach (var old in folder.EnumerateFiles())
            old.Delete();
        foreach (var (name, content) in files)
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, name), content, Stop);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "trust.pem"), Sealers.Issuer.ExportCertificatePem(), Stop);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "tsa.pem"), TimestampServer.Issuer.ExportCertificatePem(), Stop);
        foreach (var command in commands)
        {
            var (code, said) = await Machine.RunAsync(folder.FullName, "bash", "-o", "pipefail", "-c", command);
            // pdfsig tells, and ends well whatever it tells
            if (code is not 0 || (command.StartsWith("pdfsig", StringComparison.Ordinal) && !(said.Contains("Signature is Valid", StringComparison.Ordinal) && said.Contains("Total document signed", StringComparison.Ordinal))))
                return false;
        }
        return true;
    }

    /// <summary>Each line of the page's first block of commands.</summary>
    private static IReadOnlyList<string> Commands() =>
        [.. Block().Match(File.ReadAllText(Path.Combine(Repository.Root, "docs/verify.md"))).Groups["block"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    [GeneratedRegex("```sh\n(?<block>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Block();
}
