using System.ComponentModel;
using TopoGen.Runtime.Codecs;

namespace TopoGen.Runtime;

/// <summary>A per-key state that can be captured and restored: a table, and how its keys and values are encoded. Made by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class StateTable
{
    private protected StateTable(string name)
    {
        Name = name;
        Id = StateId.Of(name);
    }

    /// <summary>The state's name within its component.</summary>
    public string Name { get; }

    internal uint Id { get; }

    /// <summary>The table, as hooks are given it: a <see cref="KeyedState{TKey, TValue}"/>.</summary>
    internal abstract object Keys { get; }

    /// <summary>Whether anything was done to it but loading.</summary>
    internal abstract bool HasChanges { get; }

    /// <inheritdoc cref="KeyedTable{TKey, TValue, TOperations}.Track"/>
    internal abstract void Track(int keyGroups);

    /// <inheritdoc cref="KeyedTable{TKey, TValue, TOperations}.BeginCapture"/>
    internal abstract void BeginCapture(ReadOnlySpan<bool> full, Span<bool> touched);

    /// <inheritdoc cref="KeyedTable{TKey, TValue, TOperations}.Write"/>
    internal abstract int Write(ref TupleWriter writer, int group, bool isFull);

    internal abstract void EndCapture();

    /// <inheritdoc cref="KeyedTable{TKey, TValue, TOperations}.Attach"/>
    internal abstract void Attach(Journal journal);

    /// <inheritdoc cref="KeyedTable{TKey, TValue, TOperations}.Read"/>
    internal abstract void Read(scoped ref TupleReader reader, int group, string name);

    /// <inheritdoc cref="KeyedTable{TKey, TValue, TOperations}.Forget"/>
    internal abstract void Forget(ReadOnlySpan<bool> groups);

    /// <inheritdoc cref="KeyedTable{TKey, TValue, TOperations}.MarkChanged(Span{bool})"/>
    internal abstract void MarkChanged(Span<bool> changed);

    /// <summary>Takes all that the same state of a former task holds, which is of no use any more then.</summary>
    internal abstract void Adopt(StateTable former);
}

/// <inheritdoc/>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StateTable<TKey, TValue, TOperations, TKeyCodec, TValueCodec>(string name, KeyedTable<TKey, TValue, TOperations> table)
    : StateTable(name)
    where TOperations : struct, IKeyOperations<TKey>
    where TKeyCodec : struct, IFieldCodec<TKey>
    where TValueCodec : struct, IFieldCodec<TValue>
{
    internal override object Keys => table;

    internal override bool HasChanges => table.HasChanges;

    internal override void Track(int keyGroups) => table.Track(keyGroups);

    internal override void BeginCapture(ReadOnlySpan<bool> full, Span<bool> touched) => table.BeginCapture(full, touched);

    internal override int Write(ref TupleWriter writer, int group, bool isFull)
        => table.Write<TKeyCodec, TValueCodec>(ref writer, group, isFull);

    internal override void EndCapture() => table.EndCapture();

    internal override void Attach(Journal journal) => table.Attach(journal);

    internal override void Read(scoped ref TupleReader reader, int group, string name)
        => table.Read<TKeyCodec, TValueCodec>(ref reader, group, name);

    internal override void Forget(ReadOnlySpan<bool> groups) => table.Forget(groups);

    internal override void MarkChanged(Span<bool> changed) => table.MarkChanged(changed);

    internal override void Adopt(StateTable former) => table.Adopt((KeyedTable<TKey, TValue, TOperations>)former.Keys);
}
