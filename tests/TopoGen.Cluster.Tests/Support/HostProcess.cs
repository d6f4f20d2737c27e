using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace TopoGen.Cluster.Tests;

/// <summary>A process of a generated executable, and what it says. Disposing kills it and its children.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly StringBuilder _output = new();
    private readonly Task _read;

    /// <param name="start">The command; its streams are redirected here.</param>
    public HostProcess(ProcessStartInfo start)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        _process = Process.Start(start)!;
        Id = _process.Id;
        _read = Task.WhenAll(ReadOutputAsync(), ReadErrorAsync());
    }

    /// <summary>Of the process itself; where it was started through another command, of that.</summary>
    public int Id { get; }

    /// <summary>What it wrote to standard error so far.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>What it wrote to standard output; complete once it has ended.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    public string Error => string.Join('\n', _lines);

    /// <summary>Ends its standard input, as the death of whoever started it does.</summary>
    public void CloseInput() => _process.StandardInput.Close();

    public bool Says(string text) => _lines.Any(line => line.Contains(text, StringComparison.Ordinal));

    public int CountOf(string text) => _lines.Count(line => line.Contains(text, StringComparison.Ordinal));

    public Task UntilSaysAsync(string text) => Wait.UntilAsync(() => Says(text), () => $"process {Id} says '{text}'; it said:\n{Error}");

    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync()
    {
        using var deadline = new CancellationTokenSource(Wait.Limit);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
            await _read.WaitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"process {Id} does not end; it said:\n{Error}");
        }

        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Signals.KillTree(Id);
        }

        await EndAsync();
        _process.Dispose();
    }

    private async Task ReadErrorAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            _lines.Enqueue(line);
        }
    }

    private async Task ReadOutputAsync()
    {
        char[] buffer = new char[4096];
        int count;
        while ((count = await _process.StandardOutput.ReadAsync(buffer)) > 0)
        {
            lock (_output)
            {
                _output.Append(buffer, 0, count);
            }
        }
    }
}
