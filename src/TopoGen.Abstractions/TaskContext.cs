namespace TopoGen;

/// <summary>What a task knows about itself and its topology; handed to <c>Open(TaskContext)</c>.</summary>
public abstract class TaskContext
{
    /// <summary>The topology's name.</summary>
    public abstract string Topology { get; }

    /// <summary>The component's name: the name of its class.</summary>
    public abstract string Component { get; }

    /// <summary>This task's index among the tasks of its component, from 0.</summary>
    public abstract int Index { get; }

    /// <summary>How many tasks this component has.</summary>
    public abstract int Parallelism { get; }

    /// <summary>The topology's clock; virtual under test. Use it instead of <see cref="DateTime.UtcNow"/>.</summary>
    public abstract TimeProvider Time { get; }

    /// <summary>Cancelled when the topology is told to stop without waiting for work in progress.</summary>
    public abstract CancellationToken Stopping { get; }

    /// <summary>How many tasks another component of the topology has; for direct emits.</summary>
    /// <exception cref="ArgumentException">The topology has no component of that name.</exception>
    public abstract int ParallelismOf(string component);
}
