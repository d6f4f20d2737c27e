using System.Collections.Concurrent;
using System.Globalization;

namespace TopoGen.Chaos;

/// <summary>Keeps one process running until it ends with 0.</summary>
/// <param name="name">What to call it.</param>
/// <param name="mayLose">Whether a refusal to go on without what was lost is accepted, as an operator may do.</param>
/// <param name="start">Starts it; accepting loss, where that is true.</param>
internal sealed class Keeper(string name, bool mayLose, Func<bool, HostProcess> start)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <summary>So that one that ends at once is not started without end.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private readonly ConcurrentDictionary<int, bool> _expected = [];
    private readonly ConcurrentQueue<string> _ends = [];
    private volatile HostProcess? _process;

    public IReadOnlyCollection<string> Ends => _ends;

    /// <summary>Whether a loss was accepted.</summary>
    public bool HasAccepted { get; private set; }

    /// <summary>Its id while it is alive.</summary>
    public int? Id => _process is { Id: var id } && Signals.IsAlive(id) ? id : null;

    public void Expect(int process) => _expected[process] = true;

    /// <param name="isOver">Whether the run is complete, so that nobody is started again.</param>
    /// <param name="cancellation">Stops keeping; the process stays.</param>
    public async Task KeepAsync(Func<bool> isOver, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Interval);
        while (!isOver())
        {
            HostProcess process = _process = start(HasAccepted);
            int[] children = [];
            while (Signals.IsAlive(process.Id))
            {
                children = Signals.ChildrenOf(process.Id) is { Length: > 0 } some ? some : children;
                await timer.WaitForNextTickAsync(cancellation);
            }

            int code = await process.EndAsync();
            if (code == 0)
            {
                return;
            }

            if (!_expected.ContainsKey(process.Id))
            {
                _ends.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{name} ended with {code}: {process.Lines.LastOrDefault()}"));
            }

            HasAccepted |= mayLose && process.Says("--accept-loss");

            // A new one is refused as long as workers of the one before are there.
            while (children.Any(Signals.IsAlive))
            {
                await timer.WaitForNextTickAsync(cancellation);
            }

            await Task.Delay(Pause, cancellation);
        }
    }
}
