namespace TopoGen.Analyzers.Tests.Fixes;

/// <summary>A topology to put mistakes into: all that is not theirs is right.</summary>
internal static class Shop
{
    /// <param name="members">Its members, indented by four.</param>
    /// <param name="delivery">The member of the enum.</param>
    public static string With(string members, string delivery = "AtMostOnce") => $$"""
        using TopoGen;

        namespace Shops;

        [Topology("shop", Delivery = Delivery.{{delivery}})]
        public sealed partial class Shop
        {
            [StreamTuple] public readonly partial record struct Word(string Letters, int Length);

            [Spout]
            public sealed partial class Source
            {
                [Position] private long _next;

                public SpoutStatus Next()
                {
                    Emit(new Word("a", (int)_next++));
                    return SpoutStatus.End;
                }

                [Output] private partial void Emit(in Word word);
            }

        {{members}}
        }
        """;

    /// <summary>A bolt that reads what <c>Source</c> emits.</summary>
    public const string Reader = """
            [Bolt]
            public sealed partial class Reader
            {
                [ShuffleGrouping<Source>]
                public void Execute(in Word word) => _ = word;
            }
        """;
}
