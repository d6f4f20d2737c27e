namespace TopoGen.Runtime;

/// <summary>
/// Which workers have room for more tasks, while tasks are given out. Room only shrinks, so that whoever had none once is never looked at again.
/// One thread; lives for one decision.
/// </summary>
internal sealed class Vacancies
{
    private readonly int[] _room;
    private readonly bool[] _mayHaveOdd;
    private readonly int[][] _ofHost;
    private readonly int[] _firstOfHost;
    private int _odd;
    private int _first;

    /// <param name="hosts">The host of each worker, from 0.</param>
    /// <param name="room">How many each takes.</param>
    /// <param name="odd">How many more there are.</param>
    /// <param name="mayHaveOdd">Who may take one more.</param>
    public Vacancies(int[] hosts, int[] room, int odd, bool[] mayHaveOdd)
    {
        _room = [.. room];
        _odd = odd;
        _mayHaveOdd = [.. mayHaveOdd];
        _ofHost = [.. hosts.Select((host, worker) => (host, worker)).GroupBy(w => w.host, w => w.worker).OrderBy(g => g.Key).Select(g => g.ToArray())];
        _firstOfHost = new int[_ofHost.Length];
    }

    public bool Has(int worker) => _room[worker] > 0 || (_odd > 0 && _mayHaveOdd[worker]);

    /// <summary>The first worker with room, which there must be.</summary>
    public int First()
    {
        while (!Has(_first))
        {
            _first++;
        }

        return _first;
    }

    /// <returns>The first worker of a host with room, or -1.</returns>
    public int FirstOf(int host)
    {
        int[] workers = _ofHost[host];
        ref int first = ref _firstOfHost[host];
        while (first < workers.Length && !Has(workers[first]))
        {
            first++;
        }

        return first < workers.Length ? workers[first] : -1;
    }

    /// <summary>A worker with room gets a task.</summary>
    public void Take(int worker)
    {
        if (_room[worker] > 0)
        {
            _room[worker]--;
        }
        else
        {
            _mayHaveOdd[worker] = false;
            _odd--;
        }
    }
}
