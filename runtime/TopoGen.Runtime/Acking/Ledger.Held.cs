using System.Runtime.CompilerServices;

namespace TopoGen.Runtime;

/// <content>Edges that bolts hold until the input is over, and the rarer updates.</content>
internal abstract partial class Ledger
{
    /// <summary>The XOR of those edges of each tree that are held; null as long as there was none.</summary>
    private ulong[]? _held;
    private int _heldTrees;

    /// <summary>Applies an update that is more than progress.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    protected void ApplySlowly(in LedgerUpdate update)
    {
        int slot = (int)update.Slot;
        switch (update.Kind)
        {
            case LedgerUpdateKind.Hold:
                _held ??= new ulong[_entries.Length];
                SetHeld(slot, _held[slot] ^ update.Edges);
                break;
            case LedgerUpdateKind.Release:
                // A bolt that had not heard of this spout's task when it began to hold has told nobody.
                _held ??= new ulong[_entries.Length];
                SetHeld(slot, _held[slot] ^ update.Edges);
                if ((_entries[slot].Signature ^= update.Edges) == 0)
                {
                    Acked(slot);
                    Free(slot);
                }

                break;
            default:
                Fail(slot, ReasonOf(update.Kind));
                break;
        }
    }

    private void SetHeld(int slot, ulong edges)
    {
        ulong[] held = _held!;
        _heldTrees += (edges == 0 ? 0 : 1) - (held[slot] == 0 ? 0 : 1);
        held[slot] = edges;
    }

    private bool IsAllHeld()
    {
        for (int slot = 0; slot < _slots; slot++)
        {
            ref LedgerEntry entry = ref _entries[slot];
            if (entry.IsInUse && entry.Signature != _held![slot])
            {
                return false;
            }
        }

        return true;
    }
}
