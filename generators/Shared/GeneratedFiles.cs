using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Tells what generators have added from what users wrote: analyzers see both, and read a program as the generator does.</summary>
internal static class GeneratedFiles
{
    public static bool Contains(SyntaxTree tree) => tree.FilePath.EndsWith(".g.cs", StringComparison.OrdinalIgnoreCase);
}
