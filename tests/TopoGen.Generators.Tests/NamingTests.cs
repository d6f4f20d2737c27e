namespace TopoGen.Generators.Tests;

/// <summary>Files and members that are generated do not collide, and do not depend on the order of files.</summary>
public sealed class NamingTests
{
    [Fact]
    public void The_order_of_files_does_not_matter()
    {
        GeneratorRun forward = GeneratorRun.Of(Rich.Program);
        GeneratorRun backward = GeneratorRun.Of(Rich.Program.Reverse().ToArray());

        Assert.Equal(
            forward.Result.GeneratedSources.Select(static s => (s.HintName, s.SourceText.ToString())).Order(),
            backward.Result.GeneratedSources.Select(static s => (s.HintName, s.SourceText.ToString())).Order());
    }

    [Fact]
    public void Equal_class_names_have_files_of_their_own()
    {
        GeneratorRun run = GeneratorRun.Of("""
            using TopoGen;

            [Topology("outer")] public sealed partial class Outer { [Spout] public sealed partial class A { public SpoutStatus Next() => 0; } }
            [Topology("lower")] public sealed partial class outerr { [Spout] public sealed partial class A { public SpoutStatus Next() => 0; } }

            namespace One
            {
                [Topology("one")] public sealed partial class Outer { [Spout] public sealed partial class A { public SpoutStatus Next() => 0; } [Spout] public sealed partial class a { public SpoutStatus Next() => 0; } }
                [Topology("oNe")] public sealed partial class OUTER { [Spout] public sealed partial class A { public SpoutStatus Next() => 0; } }
                public partial class Box { [StreamTuple] public readonly partial record struct T(int N); }
                public partial class Box<X> { [StreamTuple] public readonly partial record struct T(int N); }
                public partial class Box<X, Y> { [StreamTuple] public readonly partial record struct T(int N); }
            }
            """);

        Assert.Equal(run.HintNames.Count(), run.HintNames.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Contains("Outer.A.g.cs", run.HintNames);
        Assert.DoesNotContain("One.Outer.A.g.cs", run.HintNames);
        Assert.Equal(3, run.HintNames.Count(static name => name.StartsWith("One.Box", StringComparison.Ordinal)));
        Assert.DoesNotContain(run.Diagnostics, static d => d.Id is not ("TG0105" or "TG0503" or "CS8981"));
    }

    [Fact]
    public void Names_that_are_keywords_compile()
        => GeneratorRun.Of("""
            using TopoGen;

            namespace @namespace.@event;

            [Topology("keywords")]
            public sealed partial class @class
            {
                [StreamTuple] public readonly partial record struct @struct(string @string, int @int);

                [Spout]
                public sealed partial class @for
                {
                    public SpoutStatus Next() => SpoutStatus.End;

                    [Output] private partial void @return(in @struct @in);
                }

                [Bolt]
                public sealed partial class @if
                {
                    [FieldsGrouping<@for>(nameof(@struct.@string), nameof(@struct.@int))]
                    public void @do(in @struct @in, [State] ref int @ref) => @ref++;

                    [Tick("1s")] private void @while(KeyedState<(string, int), int> @ref) => @ref.Remove(("", 0));
                }
            }
            """).IsClean();

    [Fact]
    public void Members_of_the_user_that_are_called_like_types_of_the_engine_do_no_harm()
        => GeneratorRun.Of("""
            using TopoGen;

            [Topology("names")]
            public sealed partial class Names
            {
                [StreamTuple] public readonly partial record struct System(string Text);

                [Spout]
                public sealed partial class Task
                {
                    public SpoutStatus Next() => SpoutStatus.End;

                    [Output] private partial void Definition(in System tuple);
                }

                [Bolt]
                public sealed partial class TopoGen
                {
                    public int Instance;
                    public int Output;

                    [FieldsGrouping<Task>(nameof(System.Text))]
                    public void Send(in System tuple, [State] ref int task, [State] ref int Instance, [State] ref int component)
                        => task = Instance + component;

                    public class Input;
                    public class Component;
                }
            }
            """).IsClean();

    [Fact]
    public void Handlers_of_one_name_have_adapters_of_their_own()
    {
        string text = GeneratorRun.Of("""
            using TopoGen;

            [Topology("overloads")]
            public sealed partial class Overloads
            {
                [StreamTuple] public readonly partial record struct A(string Text);
                [StreamTuple] public readonly partial record struct B(string Text);

                [Spout]
                public sealed partial class S
                {
                    public SpoutStatus Next() => SpoutStatus.End;

                    [Output] private partial void Emit(in A a);
                    [Output] private partial void Emit(in B b);
                }

                [Bolt]
                public sealed partial class Both
                {
                    [FieldsGrouping<S>(nameof(A.Text))] public void Execute(in A a, [State] ref int n) => n++;
                    [FieldsGrouping<S>(nameof(B.Text))] public void Execute(in B b, [State] ref int n) => n++;
                }
            }
            """).IsClean().Source("Overloads.Both.g.cs");

        Assert.Contains("class __ExecuteInput(", text, StringComparison.Ordinal);
        Assert.Contains("class __ExecuteBInput(", text, StringComparison.Ordinal);
        Assert.Single(text.Split("KeyedTable<string, int, __ByText> NState = new()").Skip(1));
    }
}
