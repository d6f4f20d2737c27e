using System.Globalization;
using System.Text;

namespace TopoGen.Generators;

/// <summary>
/// What an editor shows beside the user's own summary of a component: who feeds it, whom it feeds, by which grouping, and how many tasks there are.
/// </summary>
internal static class RemarksEmitter
{
    public static string Remarks(ComponentModel component, NeighborhoodModel neighborhood)
    {
        var text = new StringBuilder();
        text.Append("/// <remarks>\n");
        string kind = component.Sink is not null ? "Sink" : component.Summary.IsSpout ? "Spout" : "Bolt";
        string of = neighborhood.Topology is { } topology ? $" of topology '{topology}'" : "";
        text.Append($"/// {kind}{of}, {Tasks(component.Summary.Parallelism)}{Reserve(component)}.\n");
        Sources(text, component, neighborhood);
        Consumers(text, component, neighborhood);
        return text.Append("/// </remarks>").ToString();
    }

    private static void Sources(StringBuilder text, ComponentModel component, NeighborhoodModel neighborhood)
    {
        List<string> lines = neighborhood.Sources.Select(static source => Line(source, source.Stream, source.Tuple)).ToList();
        if (component.Summary.ReadsErrors)
        {
            lines.Add("what fails in other components: <c>FailedTuple</c>, shuffle");
        }

        if (lines.Count > 0)
        {
            List(text, "Fed by", lines);
        }
    }

    private static void Consumers(StringBuilder text, ComponentModel component, NeighborhoodModel neighborhood)
    {
        if (component.Sink is { } sink)
        {
            List(text, "Feeds", [$"{Reference(sink.Type.FullName)}: <c>{Escape(sink.Command.ShortName)}</c>, {(sink.IsImmediate ? "at once" : "with its epoch")}"]);
            return;
        }

        List<string> lines = [];
        foreach (StreamModel stream in component.Fields)
        {
            List<NeighborModel> readers = neighborhood.Consumers.Where(c => c.Stream == stream.Name && c.Tuple == stream.Tuple.ShortName).ToList();
            lines.AddRange(readers.Select(reader => Line(reader, stream.Name, stream.Tuple.ShortName)));

            // What a component of a library emits is read by topologies that are not known here.
            if (readers.Count == 0 && neighborhood.Topology is not null)
            {
                lines.Add($"nobody: {Stream(stream.Name, stream.Tuple.ShortName)}");
            }
        }

        if (lines.Count > 0)
        {
            List(text, "Feeds", lines);
        }
    }

    private static void List(StringBuilder text, string title, List<string> lines)
    {
        text.Append($"/// <para>{title}</para>\n/// <list type=\"bullet\">\n");
        lines.ForEach(line => text.Append($"/// <item><description>{line}</description></item>\n"));
        text.Append("/// </list>\n");
    }

    private static string Line(NeighborModel neighbor, string stream, string tuple)
        => $"{Reference(neighbor.FullName)}{(neighbor.Tasks > 0 ? $" ({Tasks(neighbor.Tasks)})" : "")}: {Stream(stream, tuple)}, {Escape(neighbor.Grouping)}";

    private static string Stream(string stream, string tuple)
        => stream == KnownNames.DefaultStream ? $"<c>{Escape(tuple)}</c>" : $"<c>{Escape(tuple)}</c> of '{Escape(stream)}'";

    /// <summary>What is in reserve for its tasks, where that is not the default.</summary>
    private static string Reserve(ComponentModel component) => component.Recovery switch
    {
        Recoveries.Standby => ", with standbys",
        Recoveries.HotStandby => ", with hot standbys",
        Recoveries.None when !component.States.IsEmpty => ", its state in memory only",
        _ => "",
    };

    private static string Tasks(int number) => number == 1 ? "1 task" : $"{number.ToString(CultureInfo.InvariantCulture)} tasks";

    private static string Reference(string fullName) => $"<see cref=\"{fullName.Replace('<', '{').Replace('>', '}')}\"/>";

    private static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\r", " ").Replace("\n", " ");
}
