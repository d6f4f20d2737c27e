using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using TopoGen.Generators;

namespace TopoGen.Analyzers.Tests;

/// <summary>All analyzers, fixes and rules that there are, found as the compiler and editors find them.</summary>
internal static class Toolbox
{
    public static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers =
        [.. Load<DiagnosticAnalyzer>(Assembly.Load("TopoGen.Analyzers"), static type => type.IsDefined(typeof(DiagnosticAnalyzerAttribute)))];

    public static readonly ImmutableArray<CodeFixProvider> Fixes =
        [.. Load<CodeFixProvider>(Assembly.Load("TopoGen.CodeFixes"), static type => type.IsDefined(typeof(ExportCodeFixProviderAttribute)))];

    /// <summary>The rules of analyzers and those that the generator reports, each once; descriptions of one id are the same.</summary>
    public static readonly ImmutableArray<DiagnosticDescriptor> Rules =
    [
        .. Analyzers.SelectMany(static analyzer => analyzer.SupportedDiagnostics)
            .Concat(DescriptorsOf(typeof(TopoGenGenerator).Assembly))
            .Distinct()
            .OrderBy(static rule => rule.Id, StringComparer.Ordinal),
    ];

    /// <summary>The rules that the parsers of the generator find.</summary>
    public static readonly ImmutableHashSet<string> DeclarationRules = [.. DescriptorsOf(typeof(TopoGenGenerator).Assembly).Select(static rule => rule.Id)];

    private static IEnumerable<T> Load<T>(Assembly assembly, Func<Type, bool> isExported)
        => assembly.GetTypes()
            .Where(type => !type.IsAbstract && typeof(T).IsAssignableFrom(type) && isExported(type))
            .OrderBy(static type => type.FullName, StringComparer.Ordinal)
            .Select(static type => (T)Activator.CreateInstance(type)!);

    private static IEnumerable<DiagnosticDescriptor> DescriptorsOf(Assembly assembly)
        => assembly.GetTypes()
            .Where(static type => !type.ContainsGenericParameters)
            .SelectMany(static type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(static field => field.FieldType == typeof(DiagnosticDescriptor))
            .Select(static field => (DiagnosticDescriptor)field.GetValue(null)!);
}
