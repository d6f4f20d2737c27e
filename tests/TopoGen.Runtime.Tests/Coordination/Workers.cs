namespace TopoGen.Runtime.Tests.Coordination;

/// <summary>Identities by name: the id is the name.</summary>
internal static class Workers
{
    public static WorkerInfo Of(string name, string host = "h1", int slots = 1, int started = 0)
        => new()
        {
            Id = name,
            Process = "p" + name,
            Name = name,
            Host = host,
            ProcessId = 1,
            Slots = slots,
            Started = DateTimeOffset.UnixEpoch.AddSeconds(started),
        };
}
