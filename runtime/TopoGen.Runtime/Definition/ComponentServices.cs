namespace TopoGen.Runtime;

/// <summary>Constructor injection for generated code.</summary>
public static class ComponentServices
{
    /// <summary>Takes a service that a component's constructor asks for.</summary>
    /// <exception cref="TopologyInputException">The service is not registered.</exception>
    public static T Require<T>(IServiceProvider services, string component)
        where T : notnull
        => services.GetService(typeof(T)) is T service
            ? service
            : throw new TopologyInputException(
                $"Component '{component}' needs a service of type {typeof(T)}, and none is registered; add it in ConfigureServices.");
}
