namespace TopoGen;

/// <summary>
/// Marks a sealed partial class that brings tuples into the topology. It has a method
/// <c>SpoutStatus Next()</c> that emits a few tuples and returns without blocking, or
/// <c>ValueTask&lt;SpoutStatus&gt; NextAsync(CancellationToken)</c>, of which one call at a time is in flight and whose
/// emits are published when it completes; its token is cancelled when the topology is told to stop.
/// Optional hooks: <c>void Open()</c> or <c>Open(TaskContext)</c>, and <c>void Close()</c> (an emit there fails the run).
/// All calls to one task come from one thread at a time.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class SpoutAttribute : ComponentAttribute;
