using System.Net;

namespace Genomlys.Shared.Attachments;

/// <summary>How much attachments may take, and who examines them; set under <c>Attachments</c> in the configuration.</summary>
public sealed record AttachmentLimits
{
    public long FileBytes { get; init; } = 25L << 20;

    /// <summary>Of one record together, and how many.</summary>
    public long RecordBytes { get; init; } = 200L << 20;
    public int RecordFiles { get; init; } = 50;

    /// <summary>Of the whole installation.</summary>
    public long TotalBytes { get; init; } = 10L << 30;

    /// <summary>With less of the disk free than this nothing is taken.</summary>
    public double FreePercent { get; init; } = 10;

    /// <summary>Where clamd answers: a socket's path, or an address and port of this very machine. Nothing: files are not examined, and the page says so.</summary>
    public string Scanner { get; init; } = "";

    /// <summary>How long one examination may take, and how often what waits is tried again.</summary>
    public int ScanSeconds { get; init; } = 60;
    public int EverySeconds { get; init; } = 60;

    public bool IsScanned => Scanner is not "";

    /// <summary>What is without a row for longer than this is nobody's.</summary>
    internal static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    internal static AttachmentLimits Of(IConfiguration configuration)
    {
        var limits = configuration.GetSection("Attachments").Get<AttachmentLimits>() ?? new AttachmentLimits();
        foreach (var (setting, holds) in new[]
        {
            (nameof(FileBytes), limits.FileBytes is > 0 and <= 1L << 30), (nameof(RecordBytes), limits.RecordBytes > 0), (nameof(RecordFiles), limits.RecordFiles > 0), (nameof(TotalBytes), limits.TotalBytes > 0),
            (nameof(FreePercent), limits.FreePercent is >= 0 and <= 100), (nameof(Scanner), limits.Scanner is "" || limits.Scanner.StartsWith('/') || IsOfThisMachine(limits.Scanner)),
            (nameof(ScanSeconds), limits.ScanSeconds is > 0 and <= 600), (nameof(EverySeconds), limits.EverySeconds is > 0 and <= 3600),
        })
            if (!holds)
                throw new SettingException(Words.Kernel.Format("NoSuchSetting", $"Attachments:{setting}"));
        return limits;
    }

    /// <summary>Files go to the scanner in clear, so they do not leave the machine.</summary>
    private static bool IsOfThisMachine(string scanner) => IPEndPoint.TryParse(scanner, out var at) && at.Port > 0 && IPAddress.IsLoopback(at.Address);
}
