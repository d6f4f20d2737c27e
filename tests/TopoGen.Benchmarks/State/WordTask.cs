using TopoGen.Runtime;
using TopoGen.Runtime.Codecs;

namespace TopoGen.Benchmarks;

/// <summary>A task that counts words.</summary>
internal sealed class WordTask : BoltTask
{
    public static ComponentDefinition Definition { get; } = new()
    {
        Name = "Words",
        Kind = ComponentKind.Bolt,
        Type = typeof(WordTask),
        CreateTask = static _ => new WordTask(),
        States = [new StateDefinition("total", "string", "long") { Layout = "long by string" }],
    };

    public KeyedTable<string, long, WordKey> Table { get; } = new();

    public override object Component => this;

    public override StateTable[] CreateTables() => [new StateTable<string, long, WordKey, StringCodec, Blittable<long>>("total", Table)];
}
