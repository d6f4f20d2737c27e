using System.Runtime.CompilerServices;

namespace TopoGen.Runtime;

/// <content>
/// Being as it was before a call that throws. Where that is asked for, the mark that <see cref="GetOrAdd"/> looks for is one that no slot has, so
/// that every access takes the long way, which keeps what was before; elsewhere it costs nothing. Entries are kept by key: slots move.
/// </content>
public sealed partial class KeyedTable<TKey, TValue, TOperations> : IUndoable
{
    private Journal? _journal;
    private UndoLog<Change>? _before;

    /// <summary>From now on calls that throw leave it as it was; what values refer to is not copied.</summary>
    internal void Attach(Journal journal)
    {
        _journal = journal;
        _before = new UndoLog<Change>(journal, this);
        _marks &= ~SlotMark.Used;
    }

    void IUndoable.Undo(long call)
    {
        while (_before!.TryTake(call, out Change change))
        {
            int index = Find(change.Key, TOperations.Hash(change.Key), out int free);
            if (!change.WasThere)
            {
                if (index >= 0)
                {
                    RemoveAt(index);
                }
            }
            else if (index >= 0)
            {
                _slots[index].Value = change.Value;
            }
            else
            {
                PutBack(in change, free);
            }
        }
    }

    /// <summary><see cref="GetOrAdd"/>, where calls may be undone.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ref TValue FindOrAddKept(TKey key, ulong mark)
    {
        mark |= SlotMark.Used;
        int index = Find(key, mark, out int free);
        if (index < 0)
        {
            ref TValue added = ref Add(key, mark, free);
            KeepNew(key);
            return ref added;
        }

        ref Slot slot = ref _slots[index];
        if (slot.Mark == mark)
        {
            Keep(ref slot);
        }
        else if (IsExpired(slot.Mark))
        {
            Touch(index, mark);
            KeepNew(key);
        }
        else
        {
            Keep(ref slot);
            Touch(index, mark);
        }

        return ref slot.Value;
    }

    private void KeepNew(TKey key)
    {
        if (_journal!.Running != 0)
        {
            _before!.Add(new Change(TOperations.Own(key)));
        }
    }

    private void Keep(ref Slot slot)
    {
        if (_journal is { Running: not 0 })
        {
            _before!.Add(new Change(slot.Key, slot.Value));
        }
    }

    private void PutBack(in Change change, int free)
    {
        ulong mark = (TOperations.Hash(change.Key) & SlotMark.Hash) | _marks | SlotMark.Used;
        int index = Place(mark, free);
        _slots[index] = new Slot { Mark = mark, Key = change.Key, Value = change.Value };
        if (_changes is not null)
        {
            Enlist(index);
        }
    }

    /// <summary>One key as it was before.</summary>
    private readonly struct Change
    {
        public readonly TKey Key;
        public readonly TValue Value;
        public readonly bool WasThere;

        public Change(TKey key)
        {
            Key = key;
            Value = default!;
        }

        public Change(TKey key, TValue value)
        {
            Key = key;
            Value = value;
            WasThere = true;
        }
    }
}
