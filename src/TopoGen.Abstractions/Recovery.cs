namespace TopoGen;

/// <summary>What there is in reserve for the tasks of a component, for when the worker that runs them is lost.</summary>
/// <remarks>
/// It decides how soon a task is back, and what that costs meanwhile; what the topology promises for tuples is <see cref="Delivery"/>'s to say. Over several workers only: a topology that runs in
/// one process goes on where it is started again.
/// </remarks>
public enum Recovery
{
    /// <summary>Its state is part of each checkpoint, and is read from there by whichever worker takes the task over. Costs nothing but the checkpoint. The default.</summary>
    Checkpoint,

    /// <summary>
    /// As <see cref="Checkpoint"/>, and another worker, on another machine where there is one, holds a spare: a component that is built already, without state. It takes over at once; its
    /// state is read then. For components whose constructor takes long.
    /// </summary>
    Standby,

    /// <summary>
    /// As <see cref="Standby"/>, and the spare follows the state: after each committed epoch it reads what has changed. It takes over without reading what it has. Costs the memory of a second copy, and
    /// reading what each epoch has written. Needs a topology that keeps checkpoints.
    /// </summary>
    HotStandby,

    /// <summary>
    /// There is nothing in reserve: its state is in memory only, is no part of checkpoints, and begins anew where a task is moved or rewound. For what can be computed again, or
    /// what is worth less than its checkpoints cost. Not for components with state in a topology that promises <see cref="Delivery.ExactlyOnce"/>.
    /// </summary>
    None,
}
