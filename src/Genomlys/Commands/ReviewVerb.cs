using System.CommandLine;
using Genomlys.Documents.Typst;
using Genomlys.Review;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Commands;

/// <summary>The year's review as a file.</summary>
internal static class ReviewVerb
{
    public static Command Make()
    {
        var year = new Option<string>("--year") { Description = Cli.Texts["Year"], Required = true };
        var format = new Option<string>("--format") { Description = Cli.Texts["Format"], Required = true };
        var to = new Option<string>("--out") { Description = Cli.Texts["Out"], Required = true };
        var export = new Command("export", Cli.Texts["ReviewExport"]) { year, format, to };
        export.SetAction(async (said, stop) =>
        {
            await using var app = await Web.ServicesAsync(stop);
            await using var scope = app.Work();
            return await WriteAsync(scope.ServiceProvider, ReviewAddress.Read(said.GetValue(year)), said.GetValue(format)!, said.GetValue(to)!, stop);
        });
        return new Command("review", Cli.Texts["Review"]) { export };
    }

    /// <summary>Writes beside the target first, so that a failure leaves no half file.</summary>
    public static async Task<int> WriteAsync(IServiceProvider services, ReviewAddress? address, string format, string to, CancellationToken stop)
    {
        if (!ReviewExport.Formats.Contains(format))
            return await Cli.RefuseAsync(Cli.Texts.Format("NoFormat", format, string.Join(", ", ReviewExport.Formats)));
        if (address is not { } named || await services.GetRequiredService<GenomlysDb>().ReviewAt(named).AsNoTracking().FirstOrDefaultAsync(stop) is not { } review)
            return await Cli.RefuseAsync(Cli.Texts.Format("NoReview", $"{address}"));
        var draft = await services.GetRequiredService<DraftComposer>().ComposeAsync(review, stop);
        try
        {
            using var content = new MemoryStream();
            await services.GetRequiredService<ReviewExport>().WriteAsync(draft, format, content, stop);
            if (Path.GetDirectoryName(Path.GetFullPath(to)) is { } folder)
                Directory.CreateDirectory(folder);
            await File.WriteAllBytesAsync(to + ".part", content.ToArray(), stop);
            File.Move(to + ".part", to, overwrite: true);
        }
        catch (PdfUnavailableException missing)
        {
            return await Cli.RefuseAsync(Cli.Texts.Format("PdfMissing", ReviewExport.Why(missing)));
        }
        Console.WriteLine(Cli.Texts.Format("Written", to));
        return Cli.Done;
    }
}
