namespace TopoGen.Runtime;

/// <summary>
/// One instance of a component as the engine sees it. The generated subclass knows the component's private outputs, handlers
/// and hooks; the engine calls everything below from the task's executor, one call at a time.
/// </summary>
public abstract class ComponentTask
{
    private TaskCell? _cell;

    private protected ComponentTask()
    {
    }

    /// <summary>The user's object; disposed of after <see cref="Close"/> where it is <see cref="IDisposable"/>.</summary>
    public abstract object Component { get; }

    /// <summary>The engine's record of this task; set before anything else happens to it.</summary>
    internal TaskCell Cell
    {
        get => _cell ?? throw new InvalidOperationException("The task has not been placed by an engine.");
        set => _cell = value;
    }

    /// <summary>Whether the component acks by hand and has an end hook, where it settles the anchors that it holds.</summary>
    public virtual bool SettlesAtEnd => false;

    /// <summary>Connects one output, by its index in <see cref="ComponentDefinition.Outputs"/>, before <see cref="Open"/>.</summary>
    public virtual void Link(int output, OutputPort port)
        => throw new ArgumentOutOfRangeException(nameof(output));

    /// <summary>The spout's <see cref="PositionAttribute"/> field, where <see cref="ComponentDefinition.PositionStep"/> is not 0.</summary>
    public virtual long Position { get; set; }

    /// <summary>The per-key states that forget keys.</summary>
    public virtual IExpiringState[] ExpiringStates => [];

    /// <summary>The per-key states with their codecs; called once, before <see cref="Open"/>, where the topology promises more than at most once.</summary>
    public virtual StateTable[] CreateTables() => [];

    /// <summary>Writes the <see cref="StateAttribute"/> and <see cref="PositionAttribute"/> fields.</summary>
    public virtual void WriteFields(ref TupleWriter writer)
    {
    }

    /// <summary>Sets the fields that <see cref="WriteFields"/> has written, perhaps in another version of the component.</summary>
    /// <exception cref="TupleFormatException">The bytes are damaged.</exception>
    public virtual void ReadFields(scoped ref TupleReader reader)
    {
    }

    /// <summary>The fields that <see cref="WriteFields"/> writes, as values; null where there are none.</summary>
    public virtual KeptFields? CreateKeptFields() => null;

    /// <summary>
    /// Makes the receiving end of one channel, by the subscription's index in <see cref="ComponentDefinition.Inputs"/> as declared;
    /// called once for each producing task.
    /// </summary>
    public virtual OutputPort CreateInput(int subscription)
        => throw new ArgumentOutOfRangeException(nameof(subscription));

    public virtual void Open(TaskContext context)
    {
    }

    /// <summary>All input is over; may emit.</summary>
    public virtual void End()
    {
    }

    public virtual void Close()
    {
    }

    /// <summary>An epoch was committed; called at least once for each, in order.</summary>
    public virtual void Committed(long epoch)
    {
    }

    /// <summary>For a spout that names its messages: makes what tracks them.</summary>
    internal virtual Ledger? CreateLedger(LedgerId id) => null;

    /// <summary>Disposes of the component. Waits for that, and no longer than <see cref="TaskHost.CloseTimeout"/> where all share one thread.</summary>
    internal void Dispose(EngineThreads threads)
    {
        switch (Component)
        {
            case IAsyncDisposable component:
                Task disposed = component.DisposeAsync().AsTask();
                if (threads.AreStepped)
                {
                    threads.WaitFor(() => disposed.IsCompleted, TaskHost.CloseTimeout);
                }

                if (disposed.IsCompleted || !threads.AreStepped)
                {
                    disposed.GetAwaiter().GetResult();
                }

                break;
            case IDisposable component:
                component.Dispose();
                break;
        }
    }

    /// <summary>Calls one tick method, by its index in <see cref="ComponentDefinition.Ticks"/>.</summary>
    public virtual void Tick(int tick)
    {
    }
}
