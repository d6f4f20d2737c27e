using TopoGen.Testing;

namespace TopoGen.Simulation.Tests;

/// <summary>The broker of <see cref="Messages"/> as tasks of one process see it.</summary>
internal sealed class MessagesView(MessagesGhost ghost, SimulatedProcess process)
{
    public void Opened(TaskContext task) => process.Simulator.Note(process.Name, $"opens {task.Component}[{task.Index}]");

    public void Reconnected(int source) => ghost.Reconnected(source);

    public long? Take(int source) => ghost.Take(process, source);

    public bool IsOver(int source) => ghost.IsOver(source);

    public void Acked(int source, long id) => ghost.Acked(process, source, id);

    public void Failed(int source, long id, FailReason reason) => ghost.Failed(process, source, id, reason);

    public void Divided(long id) => ghost.Divided(process, id);

    public TimeSpan Delay() => ghost.Delay();

    public void Stored(Messages.Found found) => ghost.Stored(process, found);

    public void Violate(string violation) => ghost.Violate($"{violation} On {process.Name}.");
}
