using System.ComponentModel;
using System.Threading.Channels;
using TopoGen.Hosting.Supervision;

namespace TopoGen.Hosting.Tests.Supervision;

/// <summary>Starts processes that are none. Thread-safe.</summary>
internal sealed class FakeLauncher : IChildLauncher
{
    private readonly Channel<FakeChild> _started = Channel.CreateUnbounded<FakeChild>();
    private int _processes = 100;
    private int _failures;

    /// <summary>How many of the next starts fail.</summary>
    public int Failures
    {
        get => _failures;
        set => _failures = value;
    }

    /// <summary>Called for each one that starts.</summary>
    public Action<FakeChild>? Started { get; set; }

    public IChild Start(ChildStart start, ChildOutput output)
    {
        if (Interlocked.Decrement(ref _failures) >= 0)
        {
            throw new Win32Exception("no more processes");
        }

        var child = new FakeChild(Interlocked.Increment(ref _processes), start);
        Started?.Invoke(child);
        _started.Writer.TryWrite(child);
        return child;
    }

    /// <summary>Waits for the next one.</summary>
    public async Task<FakeChild> NextAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        return await _started.Reader.ReadAsync(deadline.Token);
    }

    /// <summary>Waits for so many, in the order of their names.</summary>
    public async Task<FakeChild[]> NextAsync(int count)
    {
        var children = new List<FakeChild>();
        while (children.Count < count)
        {
            children.Add(await NextAsync());
        }

        return [.. children.OrderBy(c => c.Start.HandOver.Name, StringComparer.Ordinal)];
    }
}
