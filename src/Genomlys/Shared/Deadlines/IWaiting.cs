using Genomlys.Shared.Ui;

namespace Genomlys.Shared.Deadlines;

/// <summary>Something that waits for whoever asks, and for nobody else: what it is, where it is done, when it is due and how it stands in words.</summary>
public sealed record Waiting(string What, string Href, DateOnly? Due, string Standing, Tone Tone);

/// <summary>A module's answer to what waits for the viewer himself; the start page asks all of them.</summary>
public interface IWaiting
{
    Task<IReadOnlyList<Waiting>> ForViewerAsync(CancellationToken stop);
}
