using Microsoft.Net.Http.Headers;

namespace Genomlys.Shared.Attachments;

/// <summary>A content on its way out: as a file to be saved and never to be shown, of the type from our own list. It has been seen to be whole before its first byte leaves.</summary>
internal sealed class ServedAttachment : IResult
{
    private readonly Attachment file;
    private readonly Stream content;

    private ServedAttachment(Attachment file, Stream content) => (this.file, this.content) = (file, content);

    /// <summary>Null when it may not be served: <see cref="WhyNot"/>.</summary>
    public static async Task<ServedAttachment?> OfAsync(Attachment file, Call call) =>
        file.IsServed(call.Service<Scanner>().IsOn) && await call.Service<AttachmentKeeper>().OpenAsync(file, call.Stop) is { } content ? new ServedAttachment(file, content) : null;

    /// <summary>The text key of why it was not; what should have been served is damaged, and whoever runs the program is told.</summary>
    public static string WhyNot(Attachment file, Call call)
    {
        if (!file.IsServed(call.Service<Scanner>().IsOn))
            return file.State is AttachmentState.NotScanned ? nameof(AttachmentState.Quarantined) : $"{file.State}";
        Examination.Damaged(call.Service<ILogger<Examination>>(), file.Id.Value, nameof(AttachmentKeeper));
        return "Damaged";
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await using var _ = content;
        var (answer, named) = (httpContext.Response, new ContentDispositionHeaderValue("attachment"));
        named.SetHttpFileName(file.Name);   // RFC 6266
        Surface.Sandbox(httpContext);
        answer.ContentType = file.MediaType;
        answer.ContentLength = file.Size;
        answer.Headers.ContentDisposition = named.ToString();
        answer.Headers.ETag = AttachmentApi.Tag(file);
        try
        {
            await content.CopyToAsync(answer.Body, httpContext.RequestAborted);
        }
        catch (Data.DamagedException)
        {
            httpContext.Abort();   // changed under our hands: whoever fetches sees that it is not all
        }
    }
}
