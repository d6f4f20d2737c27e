namespace TopoGen;

/// <summary>
/// Marks a sealed partial class that brings tuples into the topology. It has a method
/// <c>SpoutStatus Next()</c> that emits a few tuples and returns without blocking, or
/// <c>ValueTask&lt;SpoutStatus&gt; NextAsync(CancellationToken)</c>, of which one call at a time is in flight and whose
/// emits are published when it completes; its token is cancelled when the topology is told to stop. What a call emitted that fails or is
/// cancelled is dropped, and where the topology keeps checkpoints, the <c>[State]</c> of a spout that names no messages is again what it was before.
/// <para>
/// A spout may name its messages: an output <c>void Emit(in T tuple, TId messageId)</c>, with ids of any one type. Where the topology has
/// <see cref="Delivery.AtLeastOnce"/>, <c>void Ack(TId messageId)</c> is called when all that followed from the message was processed, else
/// <c>void Fail(TId messageId, FailReason reason)</c>: it is to emit the message again, in <c>Fail</c> or later. Both are called between calls of
/// <c>Next</c>; with <c>NextAsync</c> also while a call of it waits, so what they share with it must be safe for that. <see cref="SpoutStatus.End"/> is
/// final when no message is left that may fail: until then <c>Next</c> is called again after each <c>Fail</c>. A tuple that is emitted
/// without an id, or with null, belongs to no message.
/// </para>
/// Optional hooks: <c>void Open()</c> or <c>Open(TaskContext)</c>, and <c>void Close()</c> (an emit there fails the run).
/// All calls to one task come from one thread at a time.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class SpoutAttribute : ComponentAttribute;
