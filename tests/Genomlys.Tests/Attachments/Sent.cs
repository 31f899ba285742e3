using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Genomlys.Assets;
using Genomlys.Incidents;
using Genomlys.Shared.Access;
using Genomlys.Shared.Attachments;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Genomlys.Tests.Registers;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Attachments;

/// <summary>Files to send, records to hang them on, and how both are sent.</summary>
internal static class Sent
{
    public static readonly byte[] Pdf = Encoding.ASCII.GetBytes("%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n");
    public static readonly byte[] Png = [.. Convert.FromHexString("89504E470D0A1A0A"), .. new byte[64]];

    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>As long as wanted, and no two pieces of it alike.</summary>
    public static byte[] PdfOf(int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        Pdf.AsSpan(0, Math.Min(8, size)).CopyTo(bytes);
        return bytes;
    }

    public static byte[] Package(params (string Name, string Content)[] parts)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in parts)
            {
                using var part = new StreamWriter(zip.CreateEntry(name).Open());
                part.Write(content);
            }
        return bytes.ToArray();
    }

    public static byte[] Docx(params (string Name, string Content)[] besides) => Package(
        [("[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="x"/></Types>"""), ("word/document.xml", "<document/>"), .. besides]);

    public static byte[] Odt(string kind) => Package(("mimetype", kind), ("content.xml", "<document/>"));

    /// <summary>A system of a unit, by the path of the unit.</summary>
    public static Task<string> SystemAsync(TestApp app, string path = "") => app.Use(async services =>
    {
        services.GetRequiredService<Viewer>().BeProgram();
        var db = services.GetRequiredService<GenomlysDb>();
        var unit = path is "" ? null : (await Planting.UnitsAsync(db, path))[0];
        var register = services.GetRequiredService<RegisterBook>().Of(typeof(BusinessSystem))!;
        var said = new Dictionary<string, object?> { ["reference"] = $"S-{Guid.CreateVersion7():N}", ["name"] = "Ekot" };
        if (unit is not null)
            said["unit"] = $"{unit.Id}";
        var saved = await register.SaveAsync(db, null, null, said, db.Now, default);
        Assert.Equal(SaveStatus.Done, saved.Status);
        return $"/systems/{saved.Id}";
    });

    /// <summary>An incident of a class; what is protected has one who is named on it.</summary>
    public static Task<string> IncidentAsync(TestApp app, Secrecy secrecy) => app.Use(async services =>
    {
        services.GetRequiredService<Viewer>().BeProgram();
        var db = services.GetRequiredService<GenomlysDb>();
        var unit = (await Planting.UnitsAsync(db, "A/"))[0];
        var id = (await new Planting(services).RecordAsync(db.Registers.Of(typeof(Incident))!, unit, "läcka"))!.Value;
        db.ChangeTracker.Clear();
        var incident = await db.Incidents.IgnoreQueryFilters().SingleAsync();
        incident.Secrecy = secrecy;
        if (secrecy is Secrecy.Protected)
            db.Add(new RecordHandler { Id = Genomlys.Shared.Id<RecordHandler>.New(), Register = "incidents", RecordId = id, AccountId = TestViewers.Named, NamedById = null, NamedAt = db.Now });
        await db.SaveChangesAsync();
        return $"/incidents/{id}";
    });

    /// <summary>By the API; as someone, where that is said.</summary>
    public static Task<HttpResponseMessage> SendAsync(this TestApp app, string record, string name, byte[] content, string description = "", Action<HttpRequestMessage>? also = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api{record}/attachments?name={Uri.EscapeDataString(name)}&description={Uri.EscapeDataString(description)}") { Content = Raw(content) };
        also?.Invoke(request);
        return app.Browser.SendAsync(request);
    }

    public static ByteArrayContent Raw(byte[] content) => new(content) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };

    /// <summary>The address of the file that was sent.</summary>
    public static async Task<string> KeptAsync(this TestApp app, string record, string name, byte[] content, string description = "")
    {
        using var answer = await app.SendAsync(record, name, content, description);
        Assert.True(answer.StatusCode is System.Net.HttpStatusCode.Created, $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return $"{answer.Headers.Location}";
    }

    public static async Task<JsonElement> ListAsync(this TestApp app, string record) =>
        JsonDocument.Parse(await app.Browser.GetStringAsync($"/api{record}/attachments")).RootElement.GetProperty("items");

    public static async Task<int> StatusAsync(this TestApp app, HttpMethod method, string address, Action<HttpRequestMessage>? also = null, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, address) { Content = content };
        also?.Invoke(request);
        using var answer = await app.Browser.SendAsync(request);
        return (int)answer.StatusCode;
    }

    public static Task<List<Attachment>> RowsAsync(this TestApp app) => app.Use(services =>
    {
        services.GetRequiredService<Viewer>().BeProgram();
        return services.GetRequiredService<GenomlysDb>().AllAttachments().OrderBy(a => a.Id).ToListAsync();
    });

    /// <summary>Where the contents lie.</summary>
    public static string Folder(this TestApp app)
    {
        var folder = "";
        app.Use(services => folder = services.GetRequiredService<AttachmentFiles>().Folder);
        return folder;
    }

    public static string[] OnDisk(this TestApp app) => Directory.Exists(app.Folder()) ? Directory.GetFiles(app.Folder()) : [];

    public static Task<int> TidyAsync(this TestApp app) => app.Use(services => services.GetRequiredService<Examination>().TidyAsync(default));

    public static Task<int> ExamineAsync(this TestApp app) => app.Use(services => services.GetRequiredService<Examination>().ExamineWaitingAsync(default));

    public static void As(this HttpRequestMessage request, Guid account) => request.Headers.Add("X-Test-Account", $"{account}");
}
