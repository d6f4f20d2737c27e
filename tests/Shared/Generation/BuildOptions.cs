using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TopoGen.Tests;

/// <summary>Properties of a project, as the compiler hands them to generators and analyzers.</summary>
internal sealed class BuildOptions(params (string Property, string Value)[] properties) : AnalyzerConfigOptionsProvider
{
    /// <summary>A project that does without analyzers: the generator reports what they would.</summary>
    public static readonly BuildOptions WithoutAnalyzers = new(("RunAnalyzers", "false"));

    public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(
        properties.ToImmutableDictionary(static p => "build_property." + p.Property, static p => p.Value, StringComparer.OrdinalIgnoreCase));

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Options(ImmutableDictionary<string, string>.Empty);

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Options(ImmutableDictionary<string, string>.Empty);

    private sealed class Options(ImmutableDictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
