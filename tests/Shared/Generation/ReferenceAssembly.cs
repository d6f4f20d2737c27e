using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;

namespace TopoGen.Tests;

/// <summary>What a project sees of another one: an assembly without private members.</summary>
internal sealed class ReferenceAssembly
{
    public ReferenceAssembly(Compilation compilation)
    {
        using var stream = new MemoryStream();
        EmitResult result = compilation.Emit(stream, options: new EmitOptions(metadataOnly: true, includePrivateMembers: false));
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        Reference = MetadataReference.CreateFromImage(stream.ToArray());
    }

    public MetadataReference Reference { get; }
}
