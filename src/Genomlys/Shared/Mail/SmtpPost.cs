using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Genomlys.Shared.Mail;

/// <summary>Hands a mail to the server. Used only where mail is configured, so that its library is loaded nowhere else.</summary>
internal sealed class SmtpPost(MailSettings settings, ILogger<SmtpPost> log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Whether the server took it. What went wrong is noted by its kind: a server's words may hold an address.</summary>
    public async Task<bool> SendAsync(OutgoingMail mail, string to, string text, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
        try
        {
            using var client = new SmtpClient();
            await client.ConnectAsync(settings.Server, settings.Port, settings.Tls switch
            {
                MailTls.StartTls => SecureSocketOptions.StartTls,
                MailTls.Tls => SecureSocketOptions.SslOnConnect,
                MailTls.None => SecureSocketOptions.None,
            }, limit.Token);
            if (settings.User is not "")
                await client.AuthenticateAsync(settings.User, (await File.ReadAllTextAsync(settings.PasswordFile, limit.Token)).Trim(), limit.Token);
            using var message = Written(mail, to, text);
            await client.SendAsync(message, limit.Token);
            await client.DisconnectAsync(quit: true, limit.Token);
            return true;
        }
        catch (Exception failure) when (!stop.IsCancellationRequested && failure is IOException or SocketException or OperationCanceledException or TimeoutException or UnauthorizedAccessException
            or NotSupportedException or CommandException or ProtocolException or AuthenticationException or SslHandshakeException or ServiceNotConnectedException or ServiceNotAuthenticatedException)
        {
            log.LogWarning("Mail {Id} was not sent at try {Try}: {Kind} {Status}", mail.Id, mail.Tries + 1, failure.GetType().Name, (failure as SmtpCommandException)?.StatusCode);
            return false;
        }
    }

    private MimeMessage Written(OutgoingMail mail, string to, string text)
    {
        var message = new MimeMessage { MessageId = $"{mail.Id}@{new Uri(settings.Site).Host}", Date = mail.CreatedAt, Subject = mail.Subject, Body = new TextPart("plain") { Text = text } };
        message.From.Add(new MailboxAddress("Genomlys", settings.From));
        message.To.Add(new MailboxAddress("", to));
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }
}
