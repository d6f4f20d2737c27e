using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>Each key has two candidate tasks; the one this producer has sent less to receives the tuple.</summary>
/// <remarks>Nasir et al., "The Power of Both Choices", ICDE 2015.</remarks>
internal sealed class PartialKeyGrouping<T, THash>(ImmutableArray<string> fields)
    : Grouping<T>(GroupingKind.PartialKey, fields)
    where T : allows ref struct
    where THash : struct, IKeyHash<T>
{
    internal override OutputPort CreateRoute(Output<T>[] targets, Output<T>[] others, int producer, int keyGroups)
        => targets is [var only] ? only : new PartialKeyRoute(targets, keyGroups);

    private sealed class PartialKeyRoute(Output<T>[] targets, int keyGroups) : Route<T>(targets)
    {
        private readonly long[] _load = new long[targets.Length];

        public override void Send(scoped in T tuple)
        {
            ulong hash = THash.Of(in tuple);
            int first = Owner(hash);
            int second = Owner(StableHash.Of(hash));
            if (second == first)
            {
                second = first + 1 == Targets.Length ? 0 : first + 1;
            }

            int chosen = _load[first] <= _load[second] ? first : second;
            _load[chosen]++;
            Targets[chosen].SendHashed(in tuple, hash);
        }

        private int Owner(ulong hash) => KeyGroup.Owner(KeyGroup.Of(hash, keyGroups), Targets.Length, keyGroups);
    }
}
