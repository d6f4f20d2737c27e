using System.Runtime.CompilerServices;

namespace TopoGen.Runtime;

/// <content>Looking up keys of which bytes of a view are a part: they are copied only where the key is new.</content>
public sealed partial class KeyedTable<TKey, TValue, TOperations>
{
    /// <inheritdoc cref="GetOrAdd(TKey, ulong)"/>
    /// <param name="view">The view that the key is a part of.</param>
    /// <param name="hash">What <typeparamref name="TSelector"/> makes of it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref TValue GetOrAdd<T, TSelector>(scoped in T view, ulong hash)
        where T : allows ref struct
        where TSelector : struct, IViewKey<T, TKey>
    {
        int index = (int)(hash >> _shift);
        ref Slot slot = ref _slots[index];
        ulong mark = (hash & SlotMark.Hash) | _marks;
        if (slot.Mark == mark && TSelector.IsKey(slot.Key, in view))
        {
            if (_before is { } before)
            {
                Keep(before, index, ref slot);
            }

            return ref slot.Value;
        }

        return ref FindOrAdd<T, TSelector>(in view, mark);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ref TValue FindOrAdd<T, TSelector>(scoped in T view, ulong mark)
        where T : allows ref struct
        where TSelector : struct, IViewKey<T, TKey>
    {
        Slot[] slots = _slots;
        for (int index = (int)(mark >> _shift); slots[index].Mark != SlotMark.Empty; index = (index + 1) & (slots.Length - 1))
        {
            ref Slot slot = ref slots[index];
            if (((slot.Mark ^ mark) & SlotMark.Identity) == 0 && TSelector.IsKey(slot.Key, in view))
            {
                return ref Known(index, mark);
            }
        }

        return ref FindOrAdd(TSelector.KeyOf(in view), mark);
    }

    /// <summary>The value of a key that was found, which is accessed.</summary>
    private ref TValue Known(int index, ulong mark)
    {
        if (_slots[index].Mark == mark)
        {
            Keep(index);
        }
        else
        {
            Touch(index, mark);
        }

        return ref _slots[index].Value;
    }
}
