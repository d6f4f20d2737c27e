using System.Globalization;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Plans;

/// <summary>How the parts of a plan are called where people read them.</summary>
internal static class PlanNames
{
    /// <summary>What kind of component it is: <c>Spout</c>, <c>Bolt</c> or <c>Sink</c>.</summary>
    public static string KindOf(ComponentDefinition component) => component.Sink is null ? component.Kind.ToString() : "Sink";

    /// <summary>The name as C# writes it within its namespace: <c>Pair&lt;Int32, Word&gt;</c>.</summary>
    public static string Of(Type type)
    {
        if (!type.IsGenericType)
        {
            return type.Name;
        }

        string name = type.Name.Split('`')[0];
        return $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>";
    }

    public static string Of(SubscriptionDefinition subscription)
    {
        string grouping = subscription.Grouping switch
        {
            GroupingKind.LocalOrShuffle => "local or shuffle",
            GroupingKind.PartialKey => "partial key",
            GroupingKind.Custom => $"custom {(subscription.CustomGrouping is { } custom ? Of(custom) : "")}".TrimEnd(),
            var kind => kind.ToString().ToLowerInvariant(),
        };
        return subscription.Fields.IsEmpty ? grouping : $"{grouping} ({string.Join(", ", subscription.Fields)})";
    }

    public static string Of(Delivery delivery) => delivery switch
    {
        Delivery.AtLeastOnce => "at least once",
        Delivery.ExactlyOnce => "exactly once",
        _ => "at most once",
    };

    /// <summary>What is in reserve for a component; empty for the default.</summary>
    public static string Of(Recovery recovery) => recovery switch
    {
        Recovery.Standby => "standby",
        Recovery.HotStandby => "hot standby",
        Recovery.None => "none",
        _ => "",
    };

    public static string Of(StateDefinition state)
        => $"{state.Name}: {state.Value}{(state.Key is null ? "" : $" by {state.Key}")}"
            + (state.TimeToLive > TimeSpan.Zero ? $", forgotten after {Duration.Text(state.TimeToLive)}" : "");

    public static string Count(long number, string one) => string.Create(CultureInfo.InvariantCulture, $"{number:N0} {one}{(number == 1 ? "" : "s")}");

    /// <summary>"2 fused calls, 1 ring": how many of each there are.</summary>
    public static string Channels(int fused, int rings, int links)
    {
        string[] parts =
        [
            .. fused == 0 ? [] : new[] { Count(fused, "fused call") },
            .. rings == 0 ? [] : new[] { Count(rings, "ring") },
            .. links == 0 ? [] : new[] { $"{Count(links, "link")} between workers" },
        ];
        return string.Join(", ", parts);
    }
}
