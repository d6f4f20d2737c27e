namespace TopoGen.Runtime;

/// <summary>Reads the updates beside a ring, run by run.</summary>
/// <param name="ring">The ring.</param>
/// <param name="updates">What was told.</param>
/// <param name="input">The ledger's end.</param>
/// <param name="producer">The executor that writes.</param>
internal sealed class LedgerRingInput(Ring<LedgerNote> ring, RootRunReader updates, LedgerInput input, Executor producer)
    : RingReader<LedgerNote>(ring, input, producer)
{
    /// <summary>The run that the next update belongs to, from there on.</summary>
    private RootRun _run;

    /// <inheritdoc/>
    protected override int Consume(long consumed, int most)
    {
        long end = consumed + most;
        long sequence = consumed;
        while (sequence < end && Gate.IsOpen)
        {
            if (updates.TryTake(sequence, out RootRun run))
            {
                _run = run;
            }

            long stop = updates.EndOf(sequence, end);
            _run.Place = input.Ledger.Apply(_run.Place, _run.Edge, _run.Step, (int)(stop - sequence));
            sequence = stop;
        }

        return (int)(sequence - consumed);
    }
}
