namespace Genomlys.Shared.Attachments;

/// <summary>Whether a file may be fetched: what has not been examined waits in quarantine where there is a scanner, and is fetched with a warning where there is none.</summary>
public enum AttachmentState { Quarantined, NotScanned, Clean, Infected, Unscannable }

/// <summary>A file that hangs on a record: it is seen by those who see the record, added and removed by those who may change it. Its content lies sealed on disk, under a name that says nothing.</summary>
public sealed class Attachment : Access.IOnRecord
{
    public const int MostOfDescription = 400;

    public required Id<Attachment> Id { get; init; }

    /// <summary>The register, by its name, and the record in it.</summary>
    public required string Register { get; init; }
    public required Guid RecordId { get; init; }

    /// <summary>What the file is called where it is shown and fetched; never where it lies.</summary>
    public required string Name { get; init; }
    public string Description { get; init; } = "";

    /// <summary>From the list of what is taken, never from the sender.</summary>
    public required string MediaType { get; init; }
    public required long Size { get; init; }

    /// <summary>Of the content as it was sent, in hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The name of the file on disk, drawn by lot.</summary>
    public required string Stored { get; init; }

    /// <summary>The account that added it; null for the program itself.</summary>
    public Guid? SentBy { get; init; }
    public required DateTimeOffset SentAt { get; init; }

    public required AttachmentState State { get; set; }
    public DateTimeOffset? ExaminedAt { get; private set; }

    /// <summary>What the scanner called what it found; or why it could not look.</summary>
    public string Found { get; private set; } = "";

    /// <summary>What the log keeps of it beside the event, under names that no field of a record has.</summary>
    internal IReadOnlyList<(string Name, string Value)> Told => [(ToldName, Name), (ToldDescription, Description), ("Attachment.MediaType", MediaType), ("Attachment.Sha256", Sha256)];

    internal const string ToldName = "Attachment.Name", ToldDescription = "Attachment.Description";

    public void Judge(Verdict verdict, DateTimeOffset at) => (State, Found, ExaminedAt) = (verdict.State, verdict.Found, at);

    /// <summary>Where there is a scanner only what it has found clean.</summary>
    public bool IsServed(bool isScanned) => State is AttachmentState.Clean || (State is AttachmentState.NotScanned && !isScanned);
}

/// <summary>What a scanner says of a file.</summary>
public readonly record struct Verdict(AttachmentState State, string Found = "");
