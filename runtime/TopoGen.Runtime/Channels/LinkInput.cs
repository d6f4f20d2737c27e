namespace TopoGen.Runtime;

/// <summary>Decodes what a task of another worker sends, and hands each tuple to the channel's input.</summary>
internal sealed class LinkInput<T>(IChannelReceiver receiver, Output<T> input) : WorkUnit, ILinkInput
    where T : IStreamTuple<T>
{
    private PaddedCounter _handled;
    private bool _refused;

    public long Handled => _handled.Value;

    public long Pending => receiver.Pending;

    public WorkUnit Unit => this;

    public override bool HasWork => Gate.IsOpen && !_refused && receiver.HasData;

    public void Dispose() => receiver.Dispose();

    protected override bool Run(int budget)
    {
        int taken = 0;
        bool worked = false;
        while (taken < budget && !_refused && Gate.IsOpen && receiver.TryRead(out ReceivedBatch batch))
        {
            worked = true;
            if (batch.Signal is { } signal)
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
        var reader = new TupleReader(batch.Bytes);
        int count = Math.Min(batch.Count, most);
        int taken = 0;
        Output<T> target = input;
        Gate gate = Gate;
        try
        {
            while (taken < count && gate.IsOpen)
            {
                T tuple = reader.Read<T>();
                taken++;
                target.Send(in tuple);
            }
        }
        catch (TupleFormatException exception)
        {
            _refused = true;
            receiver.Refuse(exception.Message);
            return taken;
        }

        if (taken == batch.Count && reader.Remaining > 0)
        {
            _refused = true;
            receiver.Refuse($"{typeof(T).Name}: {reader.Remaining} bytes follow the last tuple of a batch.");
            return taken;
        }

        _handled.Value += taken;
        receiver.Advance(reader.Position, taken);
        return taken;
    }
}
