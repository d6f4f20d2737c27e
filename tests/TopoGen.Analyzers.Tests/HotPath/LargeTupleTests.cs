namespace TopoGen.Analyzers.Tests.HotPath;

/// <summary>TG0607.</summary>
public sealed class LargeTupleTests
{
    [Fact]
    public Task A_large_tuple_by_value_is_found() => Check.Marked(
        Work("public void Execute(Large {|TG0607:large|}) => Emit(large);", "private partial void Emit(Large {|TG0607:large|});"),
        "'Emit' takes 'Large' by value, and copies 40 bytes at each call; declare the parameter 'in'",
        "'Execute' takes 'Large' by value, and copies 40 bytes at each call; declare the parameter 'in'");

    [Theory]
    [InlineData("public void Execute(in Large large) => Emit(in large);")]
    [InlineData("public async ValueTask Execute(Large large, Anchor anchor) { await Task.Yield(); Emit(in large); }")]
    [InlineData("public void Execute(Large large) { large = large with { A = 5 }; Emit(in large); }")]
    [InlineData("public void Execute(Large large) { Action emit = () => Emit(in large); _actions.Add(emit); }")]
    public Task What_is_not_copied_or_has_to_be_is_none(string handler)
        => Check.Marked(Work(handler).Replace("Execute(Large large, Anchor anchor) { await Task.Yield(); Emit(in large); }", "Execute(Large large) { Emit(in large); await Task.Yield(); }", StringComparison.Ordinal)
            .Replace("() => Emit(in large)", "{|TG0604:() => Emit(in large)|}", StringComparison.Ordinal));

    [Fact]
    public Task A_large_view_by_value_is_found() => Check.Marked(
        Viewed("ReadOnlySpan<byte> First { get; init; } public ReadOnlySpan<char> Second { get; init; } public int Third", "{|TG0607:large|}"),
        "'Execute' takes 'Large' by value, and copies 40 bytes at each call; declare the parameter 'in'");

    [Fact]
    public Task A_small_view_is_none() => Check.Silent(Viewed("ReadOnlySpan<byte> First { get; init; } public long Second", "large"));

    [Fact]
    public Task A_small_tuple_is_none() => Check.Silent(Work("public void Execute(Large large) => Emit(large);", "private partial void Emit(Large large);")
        .Replace("Guid Id, long A, long B, int C", "Guid Id, long A, long B", StringComparison.Ordinal).Replace("default, 1, 2, 3", "default, 1, 2", StringComparison.Ordinal));

    [Fact]
    public Task The_fix_takes_it_by_reference() => Fix.Turns(
        "TG0607",
        Work("public void Execute(Large large) => Emit(large);", "private partial void Emit(Large large);"),
        Work("public void Execute(in Large large) => Emit(large);", "private partial void Emit(in Large large);"));

    private static string Viewed(string members, string parameter) => $$"""
        using TopoGen;

        [Topology("large")]
        public sealed partial class Sample
        {
            [StreamTuple] public readonly ref partial struct Large { public {{members}} { get; init; } }

            [Spout]
            public sealed partial class Source
            {
                public SpoutStatus Next() => SpoutStatus.End;

                [Output] private partial void Emit(in Large large);
            }

            [Bolt]
            public sealed partial class Last
            {
                [ShuffleGrouping<Source>]
                public void Execute(Large {{parameter}}) { }
            }
        }
        """;

    private static string Work(string handler, string output = "private partial void Emit(in Large large);") => $$"""
        using TopoGen;

        [Topology("large")]
        public sealed partial class Sample
        {
            [StreamTuple] public readonly partial record struct Large(Guid Id, long A, long B, int C);

            [Spout]
            public sealed partial class Source
            {
                public SpoutStatus Next()
                {
                    Emit(new Large(default, 1, 2, 3));
                    return SpoutStatus.End;
                }

                [Output] {{output.Replace("{|TG0607:large|}", "large", StringComparison.Ordinal).Replace("Emit(Large", "Emit(in Large", StringComparison.Ordinal)}}
            }

            [Bolt]
            public sealed partial class Work
            {
                private readonly List<Action> _actions = [];

                [Output] {{output}}

                [ShuffleGrouping<Source>]
                {{handler}}

                public int Count => _actions.Count;
            }

            [Bolt]
            public sealed partial class Last
            {
                [ShuffleGrouping<Work>]
                public void Execute(in Large large) { }
            }
        }
        """;
}
