using System.Collections.Immutable;

namespace TopoGen.Chaos;

/// <summary>What the sinks show, compared with the closed form.</summary>
internal sealed record Findings(long Lost, long Duplicates, long Reordered, long StateErrors, ImmutableArray<string> Samples)
{
    /// <summary>What of it breaks a promise, in words; empty where it is kept.</summary>
    /// <param name="delivery">What was promised.</param>
    /// <param name="hasAcceptedLoss">Whether a run refused to go on, saying that commands would be applied again, and was told to all the same.</param>
    public IEnumerable<string> Breaks(Delivery delivery, bool hasAcceptedLoss = false)
    {
        delivery = hasAcceptedLoss && delivery == Delivery.ExactlyOnce ? Delivery.AtLeastOnce : delivery;
        if (delivery != Delivery.AtMostOnce && Lost > 0)
        {
            yield return $"{Lost} lost";
        }

        if (delivery != Delivery.AtLeastOnce && Duplicates > 0)
        {
            yield return $"{Duplicates} more than once";
        }

        if (delivery == Delivery.ExactlyOnce && Reordered > 0)
        {
            yield return $"{Reordered} out of order";
        }

        if (delivery == Delivery.ExactlyOnce && StateErrors > 0)
        {
            yield return $"{StateErrors} with a state that is not the closed form";
        }
    }
}
