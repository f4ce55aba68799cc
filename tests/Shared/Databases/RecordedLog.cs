using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PinResetPortal.Store.Databases;

/// <summary>Keeps what is logged, so that a test can read it.</summary>
internal sealed class RecordedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, string Message)> _lines = new();
    private readonly SemaphoreSlim _warned = new(0);

    public IReadOnlyList<string> Warnings => [.. _lines.Where(line => line.Level == LogLevel.Warning).Select(line => line.Message)];

    public IReadOnlyList<string> Errors => [.. _lines.Where(line => line.Level == LogLevel.Error).Select(line => line.Message)];

    public IReadOnlyList<string> CommandsMatching(string text) =>
        [.. _lines.Select(line => line.Message).Where(message => message.StartsWith("Executed DbCommand", StringComparison.Ordinal) && message.Contains(text, StringComparison.Ordinal))];

    /// <summary>Completes when <paramref name="text"/> was warned of <paramref name="times"/> times.</summary>
    public async Task UntilWarnedAsync(string text, int times, CancellationToken cancellationToken)
    {
        while (Warnings.Count(line => line.Contains(text, StringComparison.Ordinal)) < times)
        {
            await _warned.WaitAsync(cancellationToken);
        }
    }

    public ILogger CreateLogger(string categoryName) => new Recorder(this);

    public void Dispose() => _warned.Dispose();

    private void Add(LogLevel level, string message)
    {
        _lines.Enqueue((level, message));
        if (level == LogLevel.Warning)
        {
            _warned.Release();
        }
    }

    private sealed class Recorder(RecordedLog log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Add(logLevel, formatter(state, exception));
    }
}
