using System.Data.Common;
using Genomlys.Shared.Access;

namespace Genomlys.Shared.Mail;

/// <summary>Sends what lies in the outbox, beside the requests. Not there where no mail is configured.</summary>
internal sealed class MailSending(IServiceScopeFactory scopes, MailSettings settings, ILogger<MailSending> log) : BackgroundService
{
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        var settings = new MailSettings(configuration);
        services.AddSingleton(settings).AddScoped<Outbox>();
        if (settings.IsOn)
            services.AddSingleton<SmtpPost>().AddHostedService<MailSending>();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var every = new PeriodicTimer(settings.Every);
        while (await every.WaitForNextTickAsync(stoppingToken))
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<Viewer>().BeProgram();
                await scope.ServiceProvider.GetRequiredService<Outbox>().SendDueAsync(scope.ServiceProvider.GetRequiredService<SmtpPost>().SendAsync, stoppingToken);
            }
            catch (DbException unanswered)
            {
                log.LogWarning(unanswered, "The database did not answer.");   // the mail waits there
            }
    }
}
