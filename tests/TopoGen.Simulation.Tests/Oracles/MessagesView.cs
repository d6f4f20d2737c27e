using TopoGen.Testing;

namespace TopoGen.Simulation.Tests;

/// <summary>The broker of <see cref="Messages"/> as tasks of one process see it.</summary>
internal sealed class MessagesView(MessagesGhost ghost, SimulatedProcess process)
{
    public void Opened(TaskContext task) => process.Simulator.Note(process.Name, $"opens {task.Component}[{task.Index}]");

    public int Connected(int source) => ghost.Connected(source);

    public long? Take(int source, int connection) => ghost.Take(process, source, connection);

    public bool IsOver(int source, int connection) => ghost.IsOver(source, connection);

    public void Acked(int source, int connection, long id) => ghost.Acked(process, source, connection, id);

    public void Failed(int source, int connection, long id, FailReason reason) => ghost.Failed(process, source, connection, id, reason);

    public void Divided(long id) => ghost.Divided(process, id);

    public TimeSpan Delay() => ghost.Delay();

    public TimeSpan Now => process.Simulator.Now;

    /// <summary>How a bolt acks this time: null for well.</summary>
    public Fault? Behave() => ghost.Behave();

    public void Stored(Messages.Found found) => ghost.Stored(process, found);

    public void Violate(string violation) => ghost.Violate($"{violation} On {process.Name}.");
}
