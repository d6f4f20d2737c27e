namespace TopoGen.Runtime.Tests.State;

/// <summary>What a store would keep of a task: for each key group a whole blob and the changes since.</summary>
internal sealed class Chains
{
    private readonly Dictionary<int, List<byte[]>> _groups = [];
    private byte[] _fields = [];

    /// <summary>Adds a capture.</summary>
    /// <returns>Keys written or removed.</returns>
    public int Add(TaskCapture capture)
    {
        using (capture)
        {
            _fields = capture.Fields?.Content.ToArray() ?? [];
            foreach (CapturedGroup group in capture.Groups)
            {
                if (group.IsFull || !_groups.ContainsKey(group.Group))
                {
                    _groups[group.Group] = [];
                }

                _groups[group.Group].Add(group.Content.ToArray());
            }

            return capture.Groups.Sum(g => g.Count);
        }
    }

    /// <summary>Brings a task to where the last capture was.</summary>
    public void Load(TaskState state)
    {
        if (_fields.Length > 0)
        {
            state.LoadFields(_fields);
        }

        foreach ((int group, List<byte[]> chain) in _groups)
        {
            chain.ForEach(blob => state.LoadGroup(group, blob));
        }
    }
}
