using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TopoGen.Runtime;

namespace TopoGen.Testing;

/// <summary>What outlives the processes of a topology under test: its definition with fed spouts, what was fed and emitted, its stores.</summary>
internal sealed class TestSetup
{
    private readonly TopologyTestOptions _options;
    private readonly bool _goesBack;
    private readonly Dictionary<(string Component, int Output), Tap> _taps = [];

    public TestSetup(TopologyDefinition compiled, TopologyTestOptions options)
    {
        _options = options;
        Names = new TestNames(compiled);
        _goesBack = compiled.KeepsEpochs;
        foreach (string named in options.Named)
        {
            Names.Spout(named);
        }

        Definition = new TopologyDefinition
        {
            Name = compiled.Name,
            Delivery = compiled.Delivery,
            KeyGroups = compiled.KeyGroups,
            Components = [.. compiled.Components.Select(Replace)],
            Parameters = compiled.Parameters,
            ConfigureServices = compiled.ConfigureServices,
        };
    }

    public TestNames Names { get; }

    public TopologyDefinition Definition { get; }

    /// <summary>What is fed, by spout.</summary>
    public Dictionary<string, FedInput> Inputs { get; } = new(StringComparer.Ordinal);

    public InMemoryCheckpointStore Checkpoints { get; } = new();

    public ServiceProvider CreateServices(TimeProvider time)
    {
        var services = new ServiceCollection();
        services.AddSingleton(time);
        if (Definition.Parameters is { } parameters && parameters.Parameters.All(p => !p.IsRequired))
        {
            object defaults = parameters.Create([.. parameters.Parameters.Select(p => p.IsList ? Array.Empty<string>() : (object?)null)]);
            services.AddSingleton(parameters.Type, defaults);
        }

        Definition.ConfigureServices?.Invoke(services);
        foreach (ServiceDescriptor service in _options.Services)
        {
            services.Add(service);
        }

        return services.BuildServiceProvider();
    }

    /// <summary>Puts a tap in front of a port.</summary>
    public OutputPort Listen(TaskCell cell, int output, OutputPort port) => TapOf(cell.Definition, output).Before(port, cell);

    public TTap TapOf<TTap>(ComponentDefinition component, int output)
        where TTap : Tap
        => (TTap)TapOf(component, output);

    private Tap TapOf(ComponentDefinition component, int output)
    {
        if (!_taps.TryGetValue((component.Name, output), out Tap? tap))
        {
            _taps.Add((component.Name, output), tap = component.Outputs[output].Accept(TapMaker.Instance));
        }

        return tap;
    }

    private ComponentDefinition Replace(ComponentDefinition component)
    {
        if (component.Kind != ComponentKind.Spout || _options.Runs(component) || component.Problem is not null)
        {
            return component;
        }

        var input = new FedInput();
        Inputs.Add(component.Name, input);
        return FedSpout.Replace(component, input, _goesBack);
    }
}
