namespace TopoGen.Runtime;

/// <summary>A per-key state that forgets keys which nobody has accessed for long. Only the engine implements and calls it.</summary>
public interface IExpiringState
{
    /// <summary>How often <see cref="Advance"/> is to be called: the resolution of its clock.</summary>
    internal TimeSpan Interval { get; }

    /// <summary>Sets the clock that accesses are stamped with, and forgets some of the keys that are due. Between calls of the task.</summary>
    internal void Advance(DateTimeOffset now);
}
