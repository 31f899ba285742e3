using Microsoft.Extensions.Logging;

namespace Genomlys.Tests.Shared.Mail;

/// <summary>What is written to a log, whole.</summary>
internal sealed class LinesOf<T> : ILogger<T>
{
    public List<string> Lines { get; } = [];

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Add($"{formatter(state, exception)} {exception}");
}
