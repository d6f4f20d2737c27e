using System.Globalization;
using TopoGen.Runtime.Redis;

namespace TopoGen.Benchmarks;

/// <summary>Counts views by campaign and window, and writes counts when their window is over; again, where views come late.</summary>
public abstract class AdTally
{
    private readonly YahooSettings _settings = YahooSettings.Own;
    private readonly List<(Guid Campaign, long Window)> _over = [];
    private TimeProvider _time = TimeProvider.System;

    public void Open(TaskContext task) => _time = task.Time;

    public void Execute(in CampaignView view, [State("windows")] ref WindowCount count) => count.Views++;

    [Tick("10ms")]
    public void Report([State("windows")] KeyedState<(Guid Campaign, long Window), WindowCount> windows)
    {
        long now = YahooSettings.TimeOf(_time.GetTimestamp());
        WriteUntil(now, windows);
        foreach (((Guid, long Window) key, WindowCount count) in windows)
        {
            if (key.Window + (3 * _settings.Window) < now && count.Written == count.Views)
            {
                _over.Add(key);
            }
        }

        _over.ForEach(key => windows.Remove(key));
        _over.Clear();
    }

    public void End([State("windows")] KeyedState<(Guid Campaign, long Window), WindowCount> windows) => WriteUntil(long.MaxValue, windows);

    [Output]
    protected abstract void Write(in RedisCommand command);

    private void WriteUntil(long time, KeyedState<(Guid Campaign, long Window), WindowCount> windows)
    {
        foreach (KeyedState<(Guid Campaign, long Window), WindowCount>.Entry entry in windows)
        {
            (Guid campaign, long window) = entry.Key;
            entry.Deconstruct(out _, out WindowCount count);
            if (window + _settings.Window <= time && count.Written != count.Views)
            {
                entry.Value.Written = count.Views;
                Write(RedisCommand.Set(YahooSettings.Key(campaign, window), count.Views.ToString(CultureInfo.InvariantCulture)));
            }
        }
    }
}
