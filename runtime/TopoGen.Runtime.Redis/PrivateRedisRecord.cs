namespace TopoGen.Runtime.Redis;

/// <summary>What the file <c>redis.json</c> of a data folder says about the server that belongs to it.</summary>
/// <param name="Port">Its port on the loopback interface.</param>
/// <param name="Password">Its password.</param>
/// <param name="ProcessId">Its process; 0 while it is being started.</param>
/// <param name="ProcessStart">When that process started, so that another one with the same id is told apart; see <see cref="ProcessIdentity"/>.</param>
internal sealed record PrivateRedisRecord(int Port, string Password, int ProcessId, string ProcessStart)
{
    /// <summary>Whether the process that it names is alive.</summary>
    public bool IsAlive => ProcessId != 0 && ProcessIdentity.StartOf(ProcessId) == ProcessStart;

    public RedisOptions Options => new() { Address = $"127.0.0.1:{Port}", Password = Password };
}
