namespace Genomlys.Shared.Imports;

/// <summary>How much a file may ask of the program; set under <c>Imports</c> in the configuration.</summary>
public sealed record ImportLimits
{
    public long FileBytes { get; init; } = 50L << 20;

    /// <summary>What the parts of a workbook may be together, unpacked.</summary>
    public long UnpackedBytes { get; init; } = 100L << 20;

    /// <summary>How many times larger than the file its parts may be; a workbook of many like rows reaches 40.</summary>
    public int UnpackedRatio { get; init; } = 200;
    public int Parts { get; init; } = 2000;
    public int Sheets { get; init; } = 50;
    public int Columns { get; init; } = 500;
    public int Rows { get; init; } = 1_000_000;
    public int CellCharacters { get; init; } = 32_767;

    /// <summary>Time spent in reading, without the time the database takes.</summary>
    public TimeSpan Reading { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Refused rows that are kept by line and reason; further ones are only counted.</summary>
    public int RefusedKept { get; init; } = 10_000;
    public TimeSpan UploadKept { get; init; } = TimeSpan.FromHours(24);
    public TimeSpan UndoWithin { get; init; } = TimeSpan.FromDays(30);
}
