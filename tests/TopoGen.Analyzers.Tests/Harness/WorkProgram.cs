namespace TopoGen.Analyzers.Tests;

/// <summary>Valid programs around the piece of code that a test is about. Their spout is <c>Lines</c>; a bolt to test is called <c>Work</c>.</summary>
internal static class WorkProgram
{
    /// <param name="members">The class <c>Work</c>, and what it needs. What it emits as a <c>Word</c> is read.</param>
    /// <param name="delivery">What the topology promises.</param>
    public static string With(string members, string delivery = "ExactlyOnce")
    {
        string reader = members.Contains("partial void Emit(", StringComparison.Ordinal)
            ? """

                [Bolt]
                public sealed partial class Read
                {
                    [ShuffleGrouping<Work>]
                    public void Execute(in Word word) { }
                }
            """
            : "";
        return $$"""
            using System.IO;
            using System.Linq;
            using TopoGen;
            using TopoGen.Runtime;

            namespace Samples;

            [Topology("sample", Delivery = Delivery.{{delivery}})]
            public sealed partial class Sample
            {
                [StreamTuple] public readonly partial record struct Line(string Text, int Number);
                [StreamTuple] public readonly partial record struct Word(string Letters);

                [Spout]
                public sealed partial class Lines
                {
                    [Position] private long _position;

                    public SpoutStatus Next()
                    {
                        Emit(new Line("a b", (int)_position));
                        return ++_position < 9 ? SpoutStatus.More : SpoutStatus.End;
                    }

                    [Output] private partial void Emit(in Line line);
                }
            {{reader}}
            {{Indented(members)}}
            }

            """.ReplaceLineEndings("\n");
    }

    /// <summary>Lines to put where so many blanks stand in front of the first one.</summary>
    public static string Lines(string text, int blanks)
        => text.ReplaceLineEndings("\n").Replace("\n", "\n" + new string(' ', blanks), StringComparison.Ordinal)
            .Replace("\n" + new string(' ', blanks) + "\n", "\n\n", StringComparison.Ordinal);

    private static string Indented(string members)
        => string.Join("\n", members.ReplaceLineEndings("\n").Split('\n').Select(static line => line.Trim().Length == 0 ? "" : "    " + line));
}
