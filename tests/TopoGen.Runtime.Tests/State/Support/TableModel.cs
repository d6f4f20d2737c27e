namespace TopoGen.Runtime.Tests.State;

/// <summary>Does random things to a task's tables, and knows what they must hold.</summary>
internal sealed class TableModel(Random random, int distinctKeys)
{
    private readonly Dictionary<string, long> _totals = [];
    private readonly Dictionary<int, List<string>> _lists = [];

    /// <summary>What it knows now; both go on by themselves.</summary>
    public TableModel Copy()
    {
        var copy = new TableModel(random, distinctKeys);
        foreach ((string key, long total) in _totals)
        {
            copy._totals.Add(key, total);
        }

        foreach ((int key, List<string> list) in _lists)
        {
            copy._lists.Add(key, list);
        }

        return copy;
    }

    public void Step(KeptTask task)
    {
        int number = random.Next(distinctKeys);
        string key = $"key {number}";
        switch (random.Next(48))
        {
            case < 20:
                task.Totals.GetOrAdd(key) += number;
                _totals[key] = _totals.GetValueOrDefault(key) + number;
                break;
            case < 28:
                Assert.Equal(_totals.Remove(key), task.Totals.Remove(key));
                break;
            case < 40:
                task.Lists.GetOrAdd(number).Add(key);
                _lists[number] = [.. _lists.GetValueOrDefault(number) ?? [], key];
                break;
            case < 46:
                Assert.Equal(_lists.Remove(number), task.Lists.Remove(number));
                break;
            case < 47:
                Walk(task.Totals);
                break;
            default:
                Walk(task.Lists);
                break;
        }
    }

    /// <summary>What <see cref="KeptTask.Content"/> must say.</summary>
    public SortedDictionary<string, string> Content()
    {
        var content = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach ((string key, long value) in _totals)
        {
            content.Add(key, $"{value}");
        }

        foreach ((int key, List<string> value) in _lists)
        {
            content.Add($"{key}", string.Join(",", value));
        }

        return content;
    }

    private void Walk(KeyedTable<string, long, TextKey> totals)
    {
        foreach (KeyedState<string, long>.Entry entry in totals)
        {
            switch (random.Next(20))
            {
                case 0:
                    entry.Value = random.Next();
                    _totals[entry.Key] = entry.Value;
                    break;
                case 1:
                    Assert.True(_totals.Remove(entry.Key) && totals.Remove(entry.Key));
                    break;
            }
        }
    }

    private void Walk(KeyedTable<int, List<string>, NumberKey> lists)
    {
        foreach ((int key, List<string> value) in lists)
        {
            if (random.Next(20) == 0)
            {
                value.Add("walked");
                _lists[key] = [.. _lists[key], "walked"];
            }
        }
    }
}
