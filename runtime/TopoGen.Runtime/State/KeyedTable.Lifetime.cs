namespace TopoGen.Runtime;

/// <content>
/// Forgetting. Time is counted in coarse ticks, a 64th of the time to live, and the low 16 bits of the tick of the last access
/// stand among the marks of a slot: so the first access within a tick takes the long way and stamps the entry, and all others cost nothing.
/// </content>
public sealed partial class KeyedTable<TKey, TValue, TOperations> : IExpiringState
{
    private const int Resolution = 64;

    // In units of 100 ns; 0 where nothing is forgotten.
    private long _tickLength;
    private int _lifetime;
    private long _tick;
    private int _swept;

    TimeSpan IExpiringState.Interval => TimeSpan.FromTicks(_tickLength);

    private bool Expires => _lifetime > 0;

    /// <remarks>
    /// A tick looks at so many slots that all have been seen after a time to live. So no entry stays for more than twice that long, and
    /// 16 bits are enough to tell its age.
    /// </remarks>
    void IExpiringState.Advance(DateTimeOffset now)
    {
        long tick = now.UtcTicks / _tickLength;
        long passed = tick - _tick;
        if (passed <= 0)
        {
            return;
        }

        _tick = tick;
        SetStamp();
        if (_count == 0)
        {
            return;
        }

        bool areAllDue = passed > _lifetime;
        long share = areAllDue ? _slots.Length : (_slots.Length * passed / _lifetime) + 1;
        Sweep((int)Math.Min(share, _slots.Length), areAllDue);
    }

    private void SetLifetime(TimeSpan timeToLive)
    {
        if (timeToLive > TimeSpan.Zero)
        {
            _tickLength = Math.Max(timeToLive.Ticks / Resolution, TimeSpan.TicksPerMillisecond);
            _lifetime = (int)((timeToLive.Ticks + _tickLength - 1) / _tickLength);
            SetStamp();
        }
    }

    private void SetStamp()
        => _marks = SlotMark.Used | SlotMark.Dirty | ((ulong)(ushort)_tick << SlotMark.StampShift);

    private bool IsExpired(ulong mark) => _lifetime > 0 && AgeOf(mark) > _lifetime;

    /// <summary>Ticks since the last access.</summary>
    private int AgeOf(ulong mark) => (ushort)((ushort)_tick - SlotMark.StampOf(mark));

    private void Sweep(int slots, bool areAllDue)
    {
        for (int i = 0; i < slots; i++)
        {
            int index = _swept & (_slots.Length - 1);
            _swept = index + 1;
            ulong mark = _slots[index].Mark;
            if ((mark & SlotMark.Used) != 0 && (areAllDue || IsExpired(mark)))
            {
                RemoveAt(index);
            }
        }
    }
}
