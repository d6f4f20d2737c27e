namespace TopoGen.Analyzers.Tests.State;

/// <summary>TG0409.</summary>
public sealed class RoutingHashTests
{
    [Theory]
    [InlineData("(int)((uint){|TG0409:tuple.Text.GetHashCode()|} % (uint)taskCount)", "'ByText' routes by 'GetHashCode', which differs from process to process; use StableHash.Of")]
    [InlineData("(int)((uint){|TG0409:HashCode.Combine(tuple.Text, tuple.Number)|} % (uint)taskCount)", "'ByText' routes by 'HashCode.Combine', which differs from process to process; use StableHash.Of")]
    [InlineData("(int)((uint){|TG0409:tuple.GetHashCode()|} % (uint)taskCount)", "'ByText' routes by 'GetHashCode', which differs from process to process; use StableHash.Of")]
    public Task A_hash_code_of_NET_is_found(string choice, string message) => Check.Marked(Work(choice), message);

    [Theory]
    [InlineData("(int)(StableHash.Of(tuple.Text) % (ulong)taskCount)")]
    [InlineData("(tuple.Number.GetHashCode() & int.MaxValue) % taskCount")]
    public Task A_stable_hash_is_none(string choice) => Check.Silent(Work(choice));

    [Fact]
    public Task Elsewhere_it_is_none() => Check.Silent(Work("0") + "\npublic static class Other { public static int Hash(string text) => text.GetHashCode(); }");

    [Fact]
    public Task The_fix_hashes_by_content() => Fix.Turns(
        "TG0409",
        Work("tuple.Text.GetHashCode() % taskCount"),
        Work("(int)(StableHash.Of(tuple.Text) >> 33) % taskCount"));

    [Fact]
    public Task For_what_has_no_stable_hash_no_fix_is_offered() => Fix.IsNotOffered("TG0409", Work("tuple.GetHashCode() % taskCount"));

    private static string Work(string choice) => WorkProgram.With($$"""
        public sealed class ByText : ICustomGrouping<Line>
        {
            public int SelectTask(in Line tuple, int taskCount) => {{choice}};
        }

        [Bolt(Parallelism = 2)]
        public sealed partial class Work
        {
            [CustomGrouping<Lines, ByText>]
            public void Execute(in Line line) { }
        }
        """);
}
