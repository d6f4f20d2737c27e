using TopoGen.Testing;

namespace TopoGen.Simulation.Tests;

/// <summary>The <see cref="StepsGhost"/> as tasks of one process see it.</summary>
/// <param name="ghost">The ghost.</param>
/// <param name="process">The process.</param>
/// <param name="way">Its way to the outside; null for components that never run.</param>
internal sealed class StepsView(StepsGhost ghost, SimulatedProcess process, StoreConnection? way)
{
    public Outside Outside => ghost.Outside;

    public StoreConnection Way => way!;

    public void Opened(TaskContext task) => process.Simulator.Note(process.Name, $"opens {task.Component}[{task.Index}]");

    public void Emitted(int key, long sequence) => ghost.Saw(process, nameof(Steps.Source), key, sequence, sequence - 1);

    /// <param name="component">Who handles.</param>
    /// <param name="key">The tuple's key.</param>
    /// <param name="sequence">Its number.</param>
    /// <param name="last">The number of this key that the task handled last; 0 for none.</param>
    public void Handled(string component, int key, long sequence, long last) => ghost.Saw(process, component, key, sequence, last);

    /// <summary>How long it takes to ask somebody else.</summary>
    public TimeSpan Delay() => ghost.Delay();

    public void Summed(in Steps.Checked tuple) => ghost.Summed(in tuple);

    public void Released(string component, int task, long epoch) => ghost.Release(process, component, task, epoch);
}
