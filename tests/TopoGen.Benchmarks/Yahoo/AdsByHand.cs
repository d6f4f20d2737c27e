using System.Diagnostics;
using System.Runtime.InteropServices;
using StackExchange.Redis;

namespace TopoGen.Benchmarks;

/// <summary>The same in one loop on one thread, with the same reading, cache and times of writing; nothing survives a failure.</summary>
internal sealed class AdsByHand : ILatencySubject
{
    private const int Block = 256;

    private static readonly long Pause = Stopwatch.Frequency / 100;

    private readonly StormBoard _board = StormBoard.Make();
    private readonly Dictionary<(Guid Campaign, long Window), WindowCount> _windows = [];
    private readonly List<Task> _writes = [];
    private readonly ConnectionMultiplexer _redis;
    private readonly YahooSettings _settings;
    private readonly Task _loop;

    public AdsByHand(YahooSettings settings)
    {
        _settings = settings;
        _redis = ConnectionMultiplexer.Connect(settings.Redis);
        Meter = new StormMeter(_board, new ProcessTree(Environment.ProcessId));
        _loop = Task.Factory.StartNew(Run, TaskCreationOptions.LongRunning);
    }

    public StormMeter Meter { get; }

    public async Task StartedAsync(StormCount counted)
    {
        while (_board.Sum(counted) == 0 && !_loop.IsCompleted)
        {
            await Task.Delay(20);
        }
    }

    public async Task FinishAsync()
    {
        Meter.End();
        await _loop.WaitAsync(TimeSpan.FromSeconds(10));
        await Task.WhenAll(_writes);
    }

    public void Dispose()
    {
        _redis.Dispose();
        _board.Dispose();
    }

    private void Run()
    {
        var pace = new StormPace(_board, task: 0, tasks: 1);
        var events = new AdEvents(_settings);
        var campaigns = new AdCampaigns(_redis.GetDatabase());
        var rest = new Parking();
        long written = 0;
        for (long next = 0; ;)
        {
            bool isDue = next < pace.Due || pace.Allows(next);
            if (isDue)
            {
                AdEvent read = AdReader.Read(events.Write(next, pace.IsPaced ? pace.TimeOf(next) : Stopwatch.GetTimestamp()));
                if (read.Kind == AdEventKind.View)
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(_windows, (campaigns.Of(read.Ad), _settings.WindowOf(read.Time)), out _).Views++;
                }

                next++;
            }
            else if (pace.Status == SpoutStatus.End)
            {
                break;
            }
            else
            {
                rest.Rest(milliseconds: 1);
            }

            if ((!isDue || next % Block == 0) && Stopwatch.GetTimestamp() is var now && now - written > Pause)
            {
                written = now;
                Write(YahooSettings.TimeOf(now));
            }
        }

        Write(long.MaxValue);
        events.Save(_board.Folder);
    }

    private void Write(long time)
    {
        foreach (((Guid campaign, long window) key, WindowCount count) in _windows)
        {
            if (key.window + _settings.Window <= time && count.Written != count.Views)
            {
                CollectionsMarshal.GetValueRefOrNullRef(_windows, key).Written = count.Views;
                _writes.Add(_redis.GetDatabase().StringSetAsync(YahooSettings.Key(key.campaign, key.window), count.Views));
            }
        }
    }
}
