using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Genomlys.Tests.Review.Writing;

/// <summary>Counts the questions that are put to the database by what is called here, and by nothing that runs beside it.</summary>
internal sealed class Questions : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private static readonly AsyncLocal<Questions?> Here = new();
    private readonly List<IDisposable> listening = [];
    private int asked;

    public static async Task<int> AskedByAsync(Func<Task> act)
    {
        using var questions = new Questions();
        Here.Value = questions;
        questions.listening.Add(DiagnosticListener.AllListeners.Subscribe(questions));
        await act();
        Here.Value = null;
        return questions.asked;
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name is "Microsoft.EntityFrameworkCore")
            listening.Add(value.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == RelationalEventId.CommandExecuting.Name && Here.Value == this)
            Interlocked.Increment(ref asked);
    }

    public void OnCompleted() { }
    public void OnError(Exception error) { }
    public void Dispose() => listening.ForEach(l => l.Dispose());
}
