namespace TopoGen.Runtime.Tests.Acking;

/// <summary>What is said of the tuples in a ring, against a list of it.</summary>
public sealed class RootRunTests
{
    private static readonly LedgerId Ledger = LedgerId.Of(1, 2, 3);

    private readonly RootRunWriter _writer = new(capacity: 8);

    /// <summary>Of each tuple: the trees it belongs to, and its edge.</summary>
    private readonly List<(ulong[] Places, ulong Edge)> _written = [];
    private RootRun _run;
    private int _read;

    [Fact]
    public void Tuples_of_messages_in_a_row_are_one_run()
    {
        for (int slot = 0; slot < 100; slot++)
        {
            Write(EdgeIds.First, Place(slot));
        }

        Assert.Equal(1, ReadTo(_written.Count));
    }

    [Fact]
    public void Tuples_of_no_tree_are_one_run()
    {
        for (int count = 0; count < 100; count++)
        {
            Write(0, 0);
        }

        Assert.Equal(1, ReadTo(_written.Count));
    }

    [Theory]
    [InlineData(EdgeIds.First, 2)]
    [InlineData(7, 1)]
    public void Other_edges_and_places_begin_a_run(ulong edge, int slot)
    {
        Write(EdgeIds.First, Place(0));
        Write(edge, Place(slot));
        Write(EdgeIds.First, Place(slot));

        Assert.Equal(3, ReadTo(_written.Count));
    }

    [Fact]
    public void What_is_cut_off_was_never_said()
    {
        Write(EdgeIds.First, Place(0));
        for (int slot = 10; slot < 60; slot += 2)
        {
            Write(EdgeIds.First, Place(slot));
        }

        Cut(1);
        Write(EdgeIds.First, Place(1));
        ReadTo(_written.Count);
    }

    [Fact]
    public void Whatever_is_written_cut_off_and_read_each_tuple_belongs_to_its_trees()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        try
        {
            ulong slot = 0;
            for (int step = 0; step < 20_000; step++)
            {
                int published = random.Next(_read, _written.Count + 1);
                switch (random.Next(8))
                {
                    case 0:
                        // The call that began there has thrown.
                        Cut(published);
                        break;
                    case 1 or 2:
                        ReadTo(random.Next(_read, published + 1), published);
                        break;
                    case 3:
                        Write((ulong)random.Next(1, 5), [.. Enumerable.Range(0, random.Next(1, 20)).Select(s => Place(s))]);
                        break;
                    case 4:
                        Write(0, 0);
                        break;
                    default:
                        slot = random.Next(4) == 0 ? (ulong)random.Next(100) : slot + 1;
                        Write(EdgeIds.First, Place((int)slot));
                        break;
                }
            }

            ReadTo(_written.Count);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"Seed {seed}.", exception);
        }
    }

    private static ulong Place(int slot) => new LedgerPlace(slot, 1).Value;

    private void Write(ulong edge, params ulong[] places)
    {
        long sequence = _written.Count;
        if (places.Length == 1)
        {
            _writer.Write(sequence, edge == 0 ? default : Ledger, places[0], edge);
        }
        else
        {
            foreach (ulong place in places[1..])
            {
                _writer.WriteAlone(sequence, Ledger, TrackedPlace.FurtherOne(new LedgerPlace(place)).Value, edge);
            }

            _writer.WriteAlone(sequence, Ledger, places[0], edge);
        }

        _written.Add((places, edge));
    }

    private void Cut(int count)
    {
        _writer.Cut(count);
        _written.RemoveRange(count, _written.Count - count);
    }

    /// <returns>How many runs there were.</returns>
    private int ReadTo(int end, int? published = null)
    {
        int runs = 0;
        while (_read < end)
        {
            var further = new List<ulong>();
            while (_writer.Reader.TryTake(_read, out RootRun run))
            {
                runs++;
                if (new TrackedPlace(run.Place).IsFurther)
                {
                    further.Add(new TrackedPlace(run.Place).Place.Value);
                }
                else
                {
                    _run = run;
                }
            }

            long stop = _writer.Reader.EndOf(_read, Math.Min(end, published ?? end));
            Assert.InRange(stop, _read + 1, end);
            for (; _read < stop; _read++)
            {
                (ulong[] places, ulong edge) = _written[_read];
                Assert.Equal((edge == 0 ? default : Ledger, edge), (_run.Ledger, _run.Edge));
                Assert.Equal<IEnumerable<ulong>>(places, [_run.Place, .. further]);
                _run.Place += _run.Step;
                further.Clear();
            }
        }

        return runs;
    }
}
