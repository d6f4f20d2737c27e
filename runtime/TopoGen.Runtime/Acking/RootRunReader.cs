namespace TopoGen.Runtime;

/// <summary>Finds the runs that the tuples of a ring belong to. Consumer's thread.</summary>
internal sealed class RootRunReader(RootRunWriter writer, RootRunChunk first)
{
    private RootRunChunk _chunk = first;
    private int _index;

    /// <summary>Takes the next run where it begins with a tuple.</summary>
    /// <param name="sequence">The next tuple to be read, which is published.</param>
    /// <param name="run">The run.</param>
    /// <returns>Whether it does. There may be more than one: what marks further trees comes before the run itself.</returns>
    public bool TryTake(long sequence, out RootRun run)
    {
        if (First != sequence)
        {
            run = default;
            return false;
        }

        if (_index == _chunk.Runs.Length)
        {
            RootRunChunk read = _chunk;
            (_chunk, _index) = (read.Next!, 0);
            writer.Return(read);
        }

        run = _chunk.Runs[_index++];
        return true;
    }

    /// <summary>Where the run ends that the next tuple belongs to.</summary>
    /// <param name="sequence">That tuple, whose run was taken.</param>
    /// <param name="end">Tuples before this one are published.</param>
    public long EndOf(long sequence, long end)
    {
        long first = First;

        // What is there of sequences that are over was written before, and of those that are not published may yet change.
        return first > sequence && first < end ? first : end;
    }

    /// <summary>Where the next run begins, or something else where there is none.</summary>
    private long First
    {
        get
        {
            RootRunChunk? chunk = _chunk;
            int index = _index;
            if (index == chunk.Runs.Length)
            {
                chunk = chunk.Next;
                index = 0;
            }

            return chunk is null ? RootRun.None : Volatile.Read(ref chunk.Runs[index].First);
        }
    }
}
