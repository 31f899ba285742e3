namespace Genomlys.Shared.Ui;

/// <summary>After a post the browser asks anew, so that reloading repeats nothing.</summary>
public sealed class SeeOther(string href) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = href;
        return Task.CompletedTask;
    }
}
