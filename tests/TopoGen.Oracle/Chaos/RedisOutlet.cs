using TopoGen.Runtime.Redis;

namespace TopoGen.Oracle.Chaos;

/// <summary>Writes each outcome to the end of its key's list in Redis.</summary>
public abstract class RedisOutlet
{
    public void Execute(in Outcome outcome) => Write(RedisCommand.Push(ChaosSinks.ListOf(outcome.Key), outcome.ToLine()));

    [Output] protected abstract void Write(in RedisCommand command);
}
