using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace TopoGen.Generators.Tests;

/// <summary>What an editor shows of a component.</summary>
public sealed class HoverTests
{
    [Fact]
    public void Neighbors_stand_beside_the_summary_that_the_user_wrote()
    {
        GeneratorRun run = GeneratorRun.Of(Sample.WordCount.Replace(
            "[Bolt(Parallelism = 2)]\n    public sealed partial class Tally", "/// <summary>Counts words.</summary>\n    [Bolt(Parallelism = 2)]\n    public sealed partial class Tally", StringComparison.Ordinal)).IsClean();

        var documentation = XElement.Parse(Component(run, "Tally").GetDocumentationCommentXml()!);

        Assert.Equal("Counts words.", documentation.Element("summary")!.Value);
        XElement remarks = documentation.Element("remarks")!;
        Assert.StartsWith("Bolt of topology 'word-count', 2 tasks.", remarks.Value.Trim(), StringComparison.Ordinal);
        Assert.Equal(
            ["T:Samples.WordCount.Split", "T:Samples.WordCount.Print"],
            remarks.Descendants("see").Select(static see => see.Attribute("cref")!.Value));
        Assert.Equal(
            [" (2 tasks): Word, fields Text", " (1 task): Count, global"],
            remarks.Descendants("description").Select(static item => item.Value));
    }

    [Theory]
    [InlineData("Checkpoint", "2 tasks.")]
    [InlineData("Standby", "2 tasks, with standbys.")]
    [InlineData("HotStandby", "2 tasks, with hot standbys.")]
    [InlineData("None", "2 tasks, its state in memory only.")]
    public void What_is_in_reserve_is_told_where_it_is_not_the_default(string recovery, string text)
    {
        GeneratorRun run = GeneratorRun.Of(WithRecovery(recovery)).IsClean();

        Assert.StartsWith(
            "Bolt of topology 'word-count', " + text, XElement.Parse(Component(run, "Tally").GetDocumentationCommentXml()!).Element("remarks")!.Value.Trim(), StringComparison.Ordinal);
        Assert.Equal(recovery != "Checkpoint", run.Text().Contains($"Recovery = global::TopoGen.Recovery.{recovery},", StringComparison.Ordinal));
        Assert.DoesNotContain("Recovery = global::TopoGen.Recovery.Checkpoint", run.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_that_nobody_reads_is_told()
    {
        GeneratorRun run = GeneratorRun.Of(Sample.WordCount.Replace("[GlobalGrouping<Tally>]", "[GlobalGrouping<Other>]", StringComparison.Ordinal)
            .Replace("    [Bolt]\n", """
                    [Bolt]
                    public sealed partial class Other
                    {
                        [ShuffleGrouping<Lines>]
                        public void Execute(in Line line) => Emit(new Count(line.Text, 1));

                        [Output] private partial void Emit(in Count count);
                    }

                    [Bolt]

                """, StringComparison.Ordinal)).IsClean();

        Assert.Contains("nobody: Count", XElement.Parse(Component(run, "Tally").GetDocumentationCommentXml()!).Value, StringComparison.Ordinal);
    }

    private static string WithRecovery(string recovery)
        => Sample.WordCount.Replace("\"word-count\"", "\"word-count\", Delivery = Delivery.AtLeastOnce", StringComparison.Ordinal)
            .Replace("[Bolt(Parallelism = 2)]\n    public sealed partial class Tally", $"[Bolt(Parallelism = 2, Recovery = Recovery.{recovery})]\n    public sealed partial class Tally", StringComparison.Ordinal);

    private static INamedTypeSymbol Component(GeneratorRun run, string name) => run.Output.GetTypeByMetadataName("Samples.WordCount+" + name)!;
}
