namespace Genomlys.Shared.Access;

/// <summary>When whoever asks last showed who he is, kept on the request by whoever signs people in. What matters most asks that it is not long ago.</summary>
internal sealed record Proof(DateTimeOffset At)
{
    /// <summary>What matters most asks that someone has shown who he is within this.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    public static bool IsFresh(Call call) => call.Http.Features.Get<Proof>() is { } proof && call.Now - proof.At < Fresh;

    /// <summary>Asks him, and leads back to a page of ours, one without a query.</summary>
    public static Ui.SeeOther Ask(string back) => new($"/account/prove?back={back}");
}
