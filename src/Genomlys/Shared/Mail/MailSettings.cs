using System.Net;

namespace Genomlys.Shared.Mail;

/// <summary>How the program reaches the mail server: by TLS from the start, or begun in clear and secured before anything is said (STARTTLS). In clear only on this very machine.</summary>
public enum MailTls { StartTls, Tls, None }

/// <summary>How mail is sent, as configured under <c>Mail</c>; and the address that links in it lead to (<c>Site:Address</c>), which is never taken from a request. Nothing said: no mail.</summary>
public sealed class MailSettings
{
    private static readonly Words Texts = Words.Of<MailSettings>();

    public bool IsOn => Server is not "";
    public string Server { get; }
    public int Port { get; } = 587;
    public MailTls Tls { get; }
    public string From { get; } = "";
    public string User { get; } = "";
    public string PasswordFile { get; } = "";

    /// <summary>Without a slash at the end.</summary>
    public string Site { get; } = "";

    /// <summary>How often it is looked whether there is something to send (<c>Mail:EverySeconds</c>).</summary>
    public TimeSpan Every { get; } = TimeSpan.FromSeconds(10);

    public MailSettings(IConfiguration configuration)
    {
        Server = (configuration["Mail:Server"] ?? "").Trim();
        if (!IsOn)
            return;
        From = MailAddresses.Normal(configuration["Mail:From"] ?? "") ?? throw Wrong("Mail:From");
        if (configuration["Mail:Port"] is { Length: > 0 } port)
            Port = int.TryParse(port, out var number) && number is > 0 and < 65536 ? number : throw Wrong("Mail:Port");
        if (configuration["Mail:Tls"] is { Length: > 0 } tls)
            Tls = Enum.TryParse<MailTls>(tls, out var known) && Enum.IsDefined(known) ? known : throw Wrong("Mail:Tls");
        if (Tls is MailTls.None && !IsThisMachine(Server))
            throw new SettingException(Texts.Format("InClear", Server));
        (User, PasswordFile) = (configuration["Mail:User"] ?? "", configuration["Mail:PasswordFile"] ?? "");
        if ((User is "") != (PasswordFile is "") || (PasswordFile is not "" && !File.Exists(PasswordFile)))
            throw Wrong("Mail:PasswordFile");
        if (configuration["Mail:EverySeconds"] is { Length: > 0 } seconds)
            Every = int.TryParse(seconds, out var count) && count is > 0 and <= 3600 ? TimeSpan.FromSeconds(count) : throw Wrong("Mail:EverySeconds");
        Site = Uri.TryCreate(configuration["Site:Address"], UriKind.Absolute, out var site) && (site.Scheme == Uri.UriSchemeHttps || (site.Scheme == Uri.UriSchemeHttp && site.IsLoopback)) && site.PathAndQuery is "/" && site.Fragment is "" && site.UserInfo is ""
            ? site.GetLeftPart(UriPartial.Authority)
            : throw Wrong("Site:Address");
    }

    private static SettingException Wrong(string setting) => new(Texts.Format("NoSuchMail", setting));

    private static bool IsThisMachine(string server) => server is "localhost" || (IPAddress.TryParse(server, out var address) && IPAddress.IsLoopback(address));
}
