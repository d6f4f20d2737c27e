using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TopoGen.Runtime;

/// <content>
/// Being as it was before a call that throws. What a slot had is kept by its index, because calls that reach very many keys keep very much, and a
/// reference to each key would cost more than all the rest; where entries move, what is kept of them follows.
/// </content>
public sealed partial class KeyedTable<TKey, TValue, TOperations> : IUndoable
{
    private Journal? _journal;
    private UndoLog<Change>? _before;

    /// <summary>Slots whose entries were removed by calls that may be undone, or might have been until a moment ago.</summary>
    private readonly List<int> _reserved = [];

    private enum ChangeKind : byte
    {
        /// <summary>The slot had this value.</summary>
        Value,

        /// <summary>The slot was not in use.</summary>
        Added,

        /// <summary>The slot was in use, and is reserved.</summary>
        Removed,
    }

    /// <summary>Whether what is done now may be undone.</summary>
    private bool IsUndoable => _journal is { Running: not 0 };

    private bool HasKept => _before is { Live.IsEmpty: false };

    /// <summary>From now on calls that throw leave it as it was; what values refer to is not copied.</summary>
    internal void Attach(Journal journal)
    {
        _journal = journal;
        _before = new UndoLog<Change>(journal);
        journal.Register(this);
    }

    void IUndoable.Undo(long call)
    {
        while (_before!.TryTake(call, out Change change))
        {
            switch (change.Kind)
            {
                case ChangeKind.Value:
                    _slots[change.Index].Value = change.Value;
                    break;
                case ChangeKind.Added:
                    RemoveAt(change.Index);
                    break;
                default:
                    PutBack(change.Index);
                    break;
            }
        }
    }

    /// <summary>The slot's value may be changed.</summary>
    private void Keep(int index)
    {
        if (_before is { } before)
        {
            Keep(before, index, ref _slots[index]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Keep(UndoLog<Change> before, int index, ref Slot slot)
    {
        if (before.Running is not 0 and var call)
        {
            before.AddFor(call).Set(index, ChangeKind.Value, in slot.Value);
        }
    }

    private void KeepNew(int index)
    {
        if (IsUndoable)
        {
            _before!.Add().Set(index, ChangeKind.Added, default!);
        }
    }

    /// <summary>Removes an entry, which keeps its slot as long as that may be undone.</summary>
    private void Reserve(int index)
    {
        Release();
        ref Slot slot = ref _slots[index];
        _changes?.Removed(index, GroupOf(slot.Mark), slot.Key);
        _before!.Add().Set(index, ChangeKind.Removed, default!);
        slot.Mark = SlotMark.Reserved;
        _reserved.Add(index);
        _count--;
        _removed++;
    }

    private void PutBack(int index)
    {
        ref Slot slot = ref _slots[index];
        slot.Mark = (TOperations.Hash(slot.Key) & SlotMark.Hash) | _marks;
        _reserved.RemoveAt(_reserved.Count - 1);
        _count++;
        _removed--;
        if (_changes is not null)
        {
            Enlist(index);
        }
    }

    /// <summary>Slots that were reserved by calls that are over are free. Not while a free slot is looked for: what is in front of it may become empty.</summary>
    private void Release()
    {
        if (HasKept)
        {
            return;
        }

        foreach (int index in _reserved)
        {
            _slots[index] = new Slot { Mark = SlotMark.Removed };
            FreeRemoved(index);
        }

        _reserved.Clear();
    }

    /// <summary>All entries have moved.</summary>
    private void MoveKept(int[] moves)
    {
        foreach (ref int index in CollectionsMarshal.AsSpan(_reserved))
        {
            index = moves[index];
        }

        foreach (ref (long Call, Change Before) kept in _before!.Live)
        {
            kept.Before.Index = moves[kept.Before.Index];
        }
    }

    /// <summary>What one slot had before.</summary>
    private struct Change
    {
        public int Index;
        public TValue Value;

        public ChangeKind Kind { get; private set; }

        /// <summary>Field by field where it is to be.</summary>
        public void Set(int index, ChangeKind kind, in TValue value)
        {
            Index = index;
            Kind = kind;
            WordCopy.Copy(in value, ref Value);
        }
    }
}
