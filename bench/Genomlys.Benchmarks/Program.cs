using System.Globalization;
using System.Text;
using Genomlys.Benchmarks;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.GetCultureInfo("sv-SE");
Console.OutputEncoding = Encoding.UTF8;
Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

if (args is ["--serve", var page, var database, var address])
    return await OtherPages.ServeAsync(page, database, address);

var options = BenchOptions.Parse(args);
if (options is null)
{
    await Console.Error.WriteLineAsync(BenchOptions.Usage);
    return BenchOptions.NotUnderstood;
}
using var work = new WorkFolder();
var bench = new Bench(options, work);
await StartBench.RunAsync(bench);
await ReviewBench.RunAsync(bench);
await LongReviewBench.RunAsync(bench);
await ListBench.RunAsync(bench);
await SaveBench.RunAsync(bench);
await RightsBench.RunAsync(bench);
await LogBench.RunAsync(bench);
await ImportBench.RunAsync(bench);
return Report.Print(bench.Results, options.IsJson);
