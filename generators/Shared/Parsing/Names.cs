namespace TopoGen.Generators;

/// <summary>Types of the base library that signatures are compared with, as <see cref="TypeNames.Of"/> writes them.</summary>
internal static class Names
{
    public const string ValueTask = "global::System.Threading.Tasks.ValueTask";
    public const string Task = "global::System.Threading.Tasks.Task";
    public const string ReadOnlySpan = "System.ReadOnlySpan";
    public const string CancellationToken = "global::System.Threading.CancellationToken";
    public const string ServiceProvider = "global::System.IServiceProvider";
    public const string ServiceCollection = "global::Microsoft.Extensions.DependencyInjection.IServiceCollection";
}
