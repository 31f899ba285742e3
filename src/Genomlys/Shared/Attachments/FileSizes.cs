using Genomlys.Shared.Ui;

namespace Genomlys.Shared.Attachments;

/// <summary>How large a file is, as people read it.</summary>
internal static class FileSizes
{
    extension(Words texts)
    {
        public string Size(long bytes) => bytes switch
        {
            < 1 << 10 => texts.Format("Bytes", Numbers.Of(bytes)),
            < 1 << 20 => texts.Format("Kilobytes", Numbers.Of((bytes + 1023) >> 10)),
            _ => texts.Format("Megabytes", Numbers.Of(Math.Round(bytes / (decimal)(1 << 20), 1))),
        };
    }
}
