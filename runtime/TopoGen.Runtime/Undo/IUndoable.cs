namespace TopoGen.Runtime;

/// <summary>Something that calls change and that can be taken back to how it was when a call began.</summary>
internal interface IUndoable
{
    /// <summary>Takes back what was done since a call of the <see cref="Journal"/> began.</summary>
    void Undo(long call);
}
