namespace TopoGen.Testing;

/// <summary>Something that is to happen once, at a time or later.</summary>
/// <param name="process">Whose it is; null for nobody's.</param>
/// <param name="what">What it is, for the trace.</param>
/// <param name="kind">What kind of thread it would run on.</param>
/// <param name="run">What happens.</param>
internal sealed class SimulatedEvent(SimulatedProcess? process, string what, EventKind kind, Action run)
    : SimulatedWork(process, process?.Name ?? "", what)
{
    public EventKind Kind => kind;

    /// <summary>Whether it is not to happen any more.</summary>
    public bool IsCancelled { get; private set; }

    public override bool RunsComponents => kind != EventKind.Pool;

    public override void Run() => run();

    public void Cancel() => IsCancelled = true;
}
