using TopoGen.Runtime.Codecs;

namespace TopoGen.Runtime.Tests.State;

/// <summary>A task with two tables and two fields, as generated code would make it.</summary>
internal sealed class KeptTask : BoltTask
{
    public const int KeyGroups = 16;

    private const uint CountId = 1;
    private const uint NameId = 2;

    public KeptTask(bool withLists = true, TimeSpan timeToLive = default, Recovery recovery = Recovery.Checkpoint)
    {
        Totals = new KeyedTable<string, long, TextKey>(null, timeToLive);
        Definition = new ComponentDefinition
        {
            Name = "Kept",
            Kind = ComponentKind.Bolt,
            Type = typeof(KeptTask),
            CreateTask = _ => this,
            Recovery = recovery,
            States =
            [
                new StateDefinition("totals", "string", "long") { Layout = "long by string" },
                new StateDefinition("lists", "int", "List<string>") { Layout = "List<string> by int" },
                new StateDefinition("count", null, "long") { Layout = "long" },
                new StateDefinition("name", null, "string?") { Layout = "string" },
                new StateDefinition("socket", null, "Socket") { Problem = "no codec" },
            ],
        };
        WithLists = withLists;
    }

    public ComponentDefinition Definition { get; }

    public KeyedTable<string, long, TextKey> Totals { get; }

    public KeyedTable<int, List<string>, NumberKey> Lists { get; } = new(static () => []);

    /// <summary>Whether this version of the component has the second table.</summary>
    public bool WithLists { get; }

    public long Count { get; set; }

    public string? Name { get; set; }

    public override object Component => this;

    public override IExpiringState[] ExpiringStates => ((IExpiringState)Totals).Interval > TimeSpan.Zero ? [Totals] : [];

    public TaskState State(int keyGroups = KeyGroups, TimeProvider? time = null) => new(this, Definition, keyGroups, time);

    public override StateTable[] CreateTables()
    {
        var totals = new StateTable<string, long, TextKey, StringCodec, Blittable<long>>("totals", Totals);
        return WithLists
            ? [totals, new StateTable<int, List<string>, NumberKey, Blittable<int>, ListCodec<string, StringCodec>>("lists", Lists)]
            : [totals];
    }

    public override void WriteFields(ref TupleWriter writer)
    {
        StateField.Write<long, Blittable<long>>(ref writer, CountId, Count);
        StateField.Write<string, StringCodec>(ref writer, NameId, Name!);
    }

    public override void ReadFields(scoped ref TupleReader reader)
    {
        while (reader.NextField(out uint id, out TupleReader field))
        {
            switch (id)
            {
                case CountId:
                    Count = StateField.Read<long, Blittable<long>>(ref field, "Kept.count");
                    break;
                case NameId:
                    Name = StateField.Read<string, StringCodec>(ref field, "Kept.name");
                    break;
            }
        }
    }

    /// <summary>What its tables hold, as text.</summary>
    public SortedDictionary<string, string> Content()
    {
        var content = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach ((string key, long value) in Totals)
        {
            content.Add(key, $"{value}");
        }

        foreach ((int key, List<string> value) in Lists)
        {
            content.Add($"{key}", string.Join(",", value));
        }

        return content;
    }
}
