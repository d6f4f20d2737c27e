namespace TopoGen.Runtime;

/// <content>How the task comes to its end.</content>
internal sealed partial class TaskCell
{
    public void SlotClosed(ChannelSlot slot, ControlSignal signal)
    {
        WasStopped |= signal == ControlSignal.Stop;
        _openSlots--;
        Cut?.Closed(slot);
    }

    /// <summary>Runs the end hook where the input really is over, and passes the signal on.</summary>
    public void EndAndFinish()
    {
        if (!WasStopped && !HadEnded)
        {
            try
            {
                Task.End();
            }
            catch (Exception exception)
            {
                host.Abort(Failure("End", exception));
                return;
            }
        }

        Finish(WasStopped ? ControlSignal.Stop : ControlSignal.End);
    }

    public void Finish(ControlSignal signal)
    {
        Ended = signal;
        Pass(signal);

        for (int output = 0; output < _outputs.Length; output++)
        {
            if (output != definition.ErrorOutput)
            {
                Task.Link(output, definition.Outputs[output].Close());
            }
        }

        _errors = null;

        Ledgers.Close(signal);
        if (Sink is { } sink && Cut is null)
        {
            // What it still holds is handed over here: the executor goes on and would do that too.
            Task settled = sink.SettleAsync();
            _ = host.Threads.Run(() => SettleAsync(settled, signal));
        }
        else if (Ledger is null)
        {
            host.TaskFinished(this, signal);
        }

        Cut?.Look();
    }

    /// <summary>Sends a control signal to all consumers, behind everything that was emitted.</summary>
    public void Pass(ControlSignal signal)
    {
        foreach (OutputPort port in _outputs)
        {
            port.Control(signal);
        }
    }

    /// <summary>Without epochs nothing but the end of its task waits for what a sink has not applied.</summary>
    private async Task SettleAsync(Task settled, ControlSignal signal)
    {
        try
        {
            await settled.ConfigureAwait(false);
            await Executor.InvokeAsync(() => host.TaskFinished(this, signal)).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Closed before.
        }
    }
}
