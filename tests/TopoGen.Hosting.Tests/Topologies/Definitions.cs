using Microsoft.Extensions.DependencyInjection;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Tests.Topologies;

/// <summary>The compiled topologies, with services of the test's own.</summary>
internal static class Definitions
{
    public static TopologyDefinition Of<T>()
        where T : ITopology<T>
        => T.Definition;

    public static TopologyDefinition Numbers(Results results) => With(Of<Numbers>(), s => s.AddSingleton(results));

    public static TopologyDefinition Ledger(Ledger.Book book) => With(Of<Ledger>(), s => s.AddSingleton(book));

    public static TopologyDefinition Endless(Endless.Gate gate) => With(Of<Endless>(), s => s.AddSingleton(gate));

    /// <param name="gate">Of its bolt.</param>
    /// <param name="starting">Called while the host is built.</param>
    public static TopologyDefinition Endless(Endless.Gate gate, Action starting) => With(Of<Endless>(), s =>
    {
        starting();
        s.AddSingleton(gate);
    });

    private static TopologyDefinition With(TopologyDefinition definition, Action<IServiceCollection> services) => new()
    {
        Name = definition.Name,
        Delivery = definition.Delivery,
        KeyGroups = definition.KeyGroups,
        Components = definition.Components,
        Parameters = definition.Parameters,
        ConfigureServices = services,
    };
}
