using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;
using TopoGen.Runtime;

namespace TopoGen.Generators.Tests.States;

/// <summary>One version of the topology <c>Shop</c>, compiled and loaded, with a task of its bolt <c>Baskets</c>.</summary>
internal sealed class CompiledVersion : IDisposable
{
    private readonly AssemblyLoadContext _context = new(null, isCollectible: true);
    private readonly TaskState _state;

    /// <param name="members">Of the bolt.</param>
    /// <param name="types">Beside it.</param>
    public CompiledVersion(string members, string types)
    {
        GeneratorRun run = GeneratorRun.Of($$"""
            #pragma warning disable CS0649, CS0169, CS0414
            using TopoGen;
            [Topology("shop")]
            public sealed partial class Shop
            {
                [StreamTuple] public readonly partial record struct Sale(string Customer, int Branch);

                {{types}}

                [Spout]
                public sealed partial class Sales
                {
                    public SpoutStatus Next() => SpoutStatus.End;

                    [Output] private partial void Emit(in Sale sale);
                }

                [Bolt]
                public sealed partial class Baskets
                {
                    {{members}}
                }
            }
            """).IsClean();
        using var image = new MemoryStream();
        EmitResult result = run.Output
            .WithOptions(run.Output.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Default))
            .Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        image.Position = 0;
        Assembly assembly = _context.LoadFromStream(image);
        Type component = assembly.GetType("Shop+Baskets")!;
        Definition = (ComponentDefinition)component.GetInterfaceMap(typeof(IComponent<>).MakeGenericType(component)).TargetMethods.Single().Invoke(null, null)!;
        Task = Definition.CreateTask(new NoServices());
        _state = new TaskState(Task, Definition, keyGroups: 16);
    }

    public ComponentDefinition Definition { get; }

    public ComponentTask Task { get; }

    /// <summary>The user's object.</summary>
    public dynamic Component => Task.Component;

    public IReadOnlyList<StateLayout> Layouts => _state.Layouts;

    /// <summary>The value of a key in the table of a state whose values are objects.</summary>
    public dynamic Value(string state, object key)
    {
        object table = Task.GetType().GetField(state, BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)!.GetValue(Task)!;
        return table.GetType().GetMethod("GetOrAdd", 0, [key.GetType()])!.Invoke(table, [key])!;
    }

    /// <summary>All that this version keeps is loaded by another one, after its layouts were compared.</summary>
    public void MoveTo(CompiledVersion next)
    {
        foreach (StateLayout layout in next.Layouts)
        {
            if (Layouts.FirstOrDefault(l => l.State == layout.State) is { } written)
            {
                Assert.Null(LayoutCheck.Problem(written, layout));
            }
        }

        using TaskCapture capture = _state.Capture(new HashSet<int>());
        if (capture.Fields is { } fields)
        {
            next._state.LoadFields(fields.Content.Span);
        }

        foreach (CapturedGroup group in capture.Groups)
        {
            next._state.LoadGroup(group.Group, group.Content.Span);
        }
    }

    public void Dispose() => _context.Unload();

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
