using Genomlys.Shared.Findings;

namespace Genomlys.Shared.Ui;

/// <summary>How good or bad a state is.</summary>
public enum Tone { Plain, Good, Warning, Bad }

public static class Tones
{
    public static Tone Of(Severity severity) => severity switch { Severity.Error => Tone.Bad, Severity.Warning => Tone.Warning, Severity.Note => Tone.Plain };

    /// <summary>Of a deadline: over, within a day, or further away.</summary>
    public static Tone Of(TimeSpan left) => left < TimeSpan.Zero ? Tone.Bad : left < TimeSpan.FromDays(1) ? Tone.Warning : Tone.Plain;
}
