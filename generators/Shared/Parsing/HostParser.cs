using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Compilation to <see cref="HostModel"/>.</summary>
internal static class HostParser
{
    public static HostModel Parse(Compilation compilation, CancellationToken cancellation)
    {
        bool isExecutable = compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication;
        return new HostModel(
            isExecutable,
            isExecutable && (compilation.Options.MainTypeName is not null || compilation.GetEntryPoint(cancellation) is not null),
            compilation.GetTypeByMetadataName(KnownNames.TopologyHost) is not null);
    }
}
