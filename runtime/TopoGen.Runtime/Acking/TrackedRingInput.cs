using System.Runtime.CompilerServices;

namespace TopoGen.Runtime;

/// <summary>Reads a ring, and beside it which trees its tuples belong to.</summary>
/// <param name="ring">The ring.</param>
/// <param name="roots">What is said of its tuples.</param>
/// <param name="input">The consumer's end.</param>
/// <param name="producer">The executor that writes.</param>
internal sealed class TrackedRingInput<T>(Ring<T> ring, RootRunReader roots, TrackedInput<T> input, Executor producer)
    : RingReader<T>(ring, input, producer)
    where T : IStreamTuple<T>
{
    private readonly Tracker _tracker = input.Consumer.Executor.Tracker;
    private readonly LedgerPorts _ledgers = input.Consumer.Ledgers;

    /// <summary>The run that the next tuple belongs to, from there on.</summary>
    private RootRun _run;

    protected override int Consume(long consumed, int most)
    {
        long end = consumed + most;
        long sequence = consumed;
        while (sequence < end && Gate.IsOpen)
        {
            Seek(sequence);
            long stop = roots.EndOf(sequence, end);
            sequence = _run.Edge == 0 || input.IsManual || input.HasOthers ? HandOne(sequence) : Hand(sequence, stop);
        }

        return (int)(sequence - consumed);
    }

    private void Seek(long sequence)
    {
        while (roots.TryTake(sequence, out RootRun run))
        {
            var place = new TrackedPlace(run.Place);
            if (place.IsFurther)
            {
                input.Add(new Root(run.Ledger, place.Place));
            }
            else
            {
                _run = run;
            }
        }
    }

    private long HandOne(long sequence)
    {
        ref T slot = ref Slot(sequence);
        if (_run.Edge == 0)
        {
            input.Handler.Send(in slot);
        }
        else
        {
            input.SendSlowly(new Root(_run.Ledger, new TrackedPlace(_run.Place).Place), _run.Edge, in slot);
            _run.Place += _run.Step;
        }

        Clear(ref slot);
        return sequence + 1;
    }

    private long Hand(long sequence, long stop)
    {
        Output<T> handler = input.Handler;
        Tracker tracker = _tracker;
        LedgerPorts ledgers = _ledgers;
        Gate gate = Gate;
        LedgerId ledger = _run.Ledger;
        ulong edge = _run.Edge;
        ulong step = _run.Step;
        var place = new TrackedPlace(_run.Place);
        for (; sequence < stop && gate.IsOpen; sequence++)
        {
            ref T slot = ref Slot(sequence);
            tracker.Open(ledger, place.Place, edge, place.Period);
            handler.Send(in slot);
            tracker.Settle(ledgers);
            Clear(ref slot);
            place = new TrackedPlace(place.Value + step);
        }

        _run.Place = place.Value;
        return sequence;
    }
}
