using System.Text.Encodings.Web;
using System.Text.Unicode;
using Genomlys.Shared;
using Genomlys.Shared.Data;

namespace Genomlys.Benchmarks;

/// <summary>The pages Genomlys is compared with, each served by a process of its own.</summary>
internal static class OtherPages
{
    public static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static async Task<int> ServeAsync(string page, string database, string address)
    {
        await using var app = page is "hand" ? Build(database) : WebApplication.CreateSlimBuilder().Build();
        app.MapGet("/ready", () => "ready");
        if (page is "hand")
            HandPage.Map(app);
        else
            Floor.Map(app, database);
        app.Urls.Add(address);
        await app.RunAsync();
        return 0;
    }

    /// <summary>The program's own database and records, and nothing else of it.</summary>
    public static WebApplication Build(string database) => Build(BenchDatabase.File(database));

    /// <summary>With those who may sign in, or without.</summary>
    public static WebApplication Build(BenchDatabase database, bool hasAccounts = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        foreach (var (key, value) in database.Settings)
            builder.Configuration[key.Replace("__", ":", StringComparison.Ordinal)] = value;
        builder.Services.AddSingleton(TimeProvider.System).AddDatabase(builder.Configuration);
        builder.Services.AddScoped(_ => Shared.Access.Viewer.Program);   // the page by hand asks for no rights
        foreach (var module in Modules.All.Where(m => hasAccounts || m is not Accounts.AccountsModule))
            module.Register(new ModuleParts(builder.Services, builder.Configuration));
        builder.Services.AddSingleton<Shared.Registers.RegisterBook>();
        return builder.Build();
    }
}
