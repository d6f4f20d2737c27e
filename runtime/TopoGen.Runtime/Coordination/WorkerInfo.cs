using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>What a worker tells the others when it joins. Does not change while it holds its lease.</summary>
public sealed record WorkerInfo
{
    /// <summary>Random for every join: a worker that lost its lease, or a child that was started again, is a new worker.</summary>
    public required string Id { get; init; }

    /// <summary>Random for every start of a process; stays the same when it joins again.</summary>
    public required string Process { get; init; }

    /// <summary>The random id of the supervisor that started the process, or null.</summary>
    public string? Supervisor { get; init; }

    /// <summary>The name people see: <c>w1</c> under a supervisor, else made of host and process id.</summary>
    public required string Name { get; init; }

    /// <summary>Workers of one host reach each other through Unix sockets.</summary>
    public required string Host { get; init; }

    public required int ProcessId { get; init; }

    /// <summary>The path of its Unix socket, for workers of the same host.</summary>
    public string? Socket { get; init; }

    /// <summary><c>host:port</c> for workers of other hosts; null where it listens on its own host only.</summary>
    public string? Address { get; init; }

    /// <summary>How many executors it offers, 1 or more; weighs its share of the tasks.</summary>
    public int Slots { get; init; } = 1;

    public DateTimeOffset Started { get; init; }
}
