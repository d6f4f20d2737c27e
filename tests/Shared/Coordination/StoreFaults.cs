namespace TopoGen.Tests;

/// <summary>What is wrong between one client and the store. Change it from any thread; it holds for calls made from then on.</summary>
internal sealed class StoreFaults
{
    /// <summary>Calls fail at once and are not carried out.</summary>
    public bool IsUnreachable { get; set; }

    /// <summary>Calls are carried out, and then their answers get lost.</summary>
    public bool LosesAnswers { get; set; }

    /// <summary>Calls are never answered nor carried out, until their token gives up.</summary>
    public bool Hangs { get; set; }

    /// <summary>Reports of losses fail, and nothing else does.</summary>
    public bool TakesNoLosses { get; set; }

    /// <summary>The message of an error that can never be told, whatever is tried; null for none.</summary>
    public string? NeverTakes { get; set; }

    private long _latency;

    /// <summary>How long an answer takes, on the client's clock; the call is carried out when it comes.</summary>
    public TimeSpan Latency
    {
        get => TimeSpan.FromTicks(Volatile.Read(ref _latency));
        set => Volatile.Write(ref _latency, value.Ticks);
    }
}
