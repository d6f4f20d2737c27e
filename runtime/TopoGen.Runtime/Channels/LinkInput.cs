using System.Runtime.CompilerServices;

namespace TopoGen.Runtime;

/// <summary>Decodes what a task of another worker sends, and hands each tuple to the channel's input.</summary>
/// <param name="receiver">The channel.</param>
/// <param name="input">What hands them to the task.</param>
/// <param name="refused">Called, once, where what came is no tuple: nothing more can come, not even the channel's end.</param>
internal sealed class LinkInput<T>(IChannelReceiver receiver, Output<T> input, Action<string> refused) : WorkUnit, ILinkInput
    where T : IStreamTuple<T>, allows ref struct
{
    private PaddedCounter _handled;
    private bool _refused;

    /// <summary>Whether another thread of this process writes, who can only wake the executor.</summary>
    public bool IsLocal { get; init; }

    public long Handled => _handled.Value;

    public long Pending => receiver.Pending;

    public WorkUnit Unit => this;

    public override bool PaysLookingOn => IsLocal;

    public override bool LeadsOn => ((IChannelInput)input).LeadsOn;

    public override bool HasWork => Gate.IsOpen && !_refused && receiver.HasData;

    public void Dispose() => receiver.Dispose();

    protected override bool Run(int budget)
    {
        int taken = 0;
        bool worked = false;
        while (taken < budget && !_refused && Gate.IsOpen && receiver.TryRead(out ReceivedBatch batch))
        {
            worked = true;
            if (((IChannelInput)input).Slot.IsClosed)
            {
                // The task has ended by another channel: one of a producer that was placed anew has nothing to tell it.
                receiver.Advance(batch.Bytes.Length, batch.Count);
                _handled.Value += batch.Count;
            }
            else if (batch.Signal is { } signal)
            {
                receiver.Advance(0, 0);
                input.Control(signal);
            }
            else
            {
                taken += Consume(in batch, budget - taken);
            }
        }

        return worked;
    }

    private int Consume(scoped in ReceivedBatch batch, int most)
    {
        int taken;
        int bytes;
        try
        {
            taken = Loop(batch.Bytes, Math.Min(batch.Count, most), input, Gate, out bytes);
        }
        catch (TupleFormatException exception)
        {
            Refuse(exception.Message);
            return most;
        }

        if (taken == batch.Count && bytes < batch.Bytes.Length)
        {
            Refuse($"{typeof(T).Name}: {batch.Bytes.Length - bytes} bytes follow the last tuple of a batch.");
            return taken;
        }

        _handled.Value += taken;
        receiver.Advance(bytes, taken);
        return taken;
    }

    private void Refuse(string reason)
    {
        _refused = true;
        receiver.Refuse(reason);
        refused(reason);
    }

    /// <summary>Apart from the try block, whose variables would live in memory rather than registers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Loop(ReadOnlySpan<byte> batch, int most, Output<T> target, Gate gate, out int bytes)
    {
        var reader = TupleReader.OfBatch(batch);
        int taken = 0;
        while (taken < most && gate.IsOpen)
        {
            T tuple = T.Read(ref reader);
            taken++;
            target.Send(in tuple);
        }

        bytes = reader.Position;
        return taken;
    }
}
