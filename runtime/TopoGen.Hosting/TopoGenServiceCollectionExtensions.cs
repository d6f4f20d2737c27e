using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using TopoGen;
using TopoGen.Hosting;
using TopoGen.Hosting.Settings;
using TopoGen.Runtime;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Topologies in a host of your own.</summary>
public static class TopoGenServiceCollectionExtensions
{
    /// <summary>The host must live longer than the drain, or it would cut the drain off and say nothing.</summary>
    private static readonly TimeSpan AfterDrain = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Runs a topology as a hosted service. Its options and parameters come from the section <c>TopoGen</c> of the host's
    /// configuration, which several topologies share; a wrong one stops the start of the host with a
    /// <see cref="TopologyInputException"/>. When the host stops, the topology drains within its <c>DrainTimeout</c>, and the
    /// host's <see cref="HostOptions.ShutdownTimeout"/> is raised to allow that.
    /// A topology with epochs goes on where it was: they are kept in the folder that <c>TopoGen:Data</c> names, in one of the topology's name
    /// below it, by default in the user's state folder (<c>~/.local/state/topogen</c>). It belongs to one process at a time.
    /// A topology that fails logs an error and sets <see cref="Environment.ExitCode"/>, unless it is set already, to 2 where an
    /// input cannot be used and to 1 otherwise; whether the host then stops is up to its
    /// <see cref="HostOptions.BackgroundServiceExceptionBehavior"/>.
    /// </summary>
    /// <typeparam name="T">The class marked <see cref="TopologyAttribute"/>.</typeparam>
    /// <param name="services">
    /// The host's services; also what components take by constructor injection. Where there is no <see cref="TimeProvider"/> among them, the machine's
    /// clock is added.
    /// </param>
    /// <param name="configure">Changes the options after the configuration was read.</param>
    public static IServiceCollection AddTopoGen<T>(this IServiceCollection services, Action<EngineOptions>? configure = null)
        where T : ITopology<T>
    {
        TopologyDefinition definition = T.Definition;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(new TopologyRegistration(definition));
        services.AddSingleton<IHostedService>(provider => new TopologyService(definition, configure, provider));
        if (definition.Parameters is { } parameters)
        {
            services.TryAddSingleton(parameters.Type, provider => TopologySettings.Of(provider).CreateParameters(parameters));
        }

        services.AddOptions<HostOptions>().PostConfigure<IServiceProvider>((host, provider) => AllowDrain(host, provider, definition, configure));
        definition.ConfigureServices?.Invoke(services);
        return services;
    }

    private static void AllowDrain(
        HostOptions host, IServiceProvider provider, TopologyDefinition definition, Action<EngineOptions>? configure)
    {
        try
        {
            TimeSpan needed = TopologySettings.Of(provider).CreateOptions(definition, configure).DrainTimeout + AfterDrain;
            if (host.ShutdownTimeout < needed)
            {
                host.ShutdownTimeout = needed;
            }
        }
        catch (TopologyInputException)
        {
            // The host is only being built; its start will say it.
        }
    }
}
