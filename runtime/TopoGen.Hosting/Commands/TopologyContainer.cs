using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TopoGen.Hosting.Settings;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Commands;

/// <summary>Builds the container that components are made from.</summary>
internal static class TopologyContainer
{
    /// <param name="context">The command.</param>
    /// <param name="settings">Where the topology's parameters come from.</param>
    /// <exception cref="TopologyInputException">A parameter is missing, or is not what it must be.</exception>
    public static IHost Build(CommandContext context, TopologySettings settings)
    {
        TopologyDefinition definition = context.Definition;
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings
        {
            ApplicationName = definition.Name,
            Configuration = context.Configuration,
        });
        context.ConfigureLogging(builder.Logging);
        builder.Services.AddSingleton<IHostLifetime, ManualLifetime>();
        builder.Services.AddSingleton(context.Time);
        if (definition.Parameters is { } parameters)
        {
            // Now, not when a component asks for it: what is wrong with the command line is said before anything starts.
            builder.Services.AddSingleton(parameters.Type, settings.CreateParameters(parameters));
        }

        definition.ConfigureServices?.Invoke(builder.Services);
        return builder.Build();
    }
}
