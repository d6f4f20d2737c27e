using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>Equal keys to one task: the key's hash picks a key group, and each task owns a range of key groups.</summary>
internal sealed class FieldsGrouping<T, THash>(ImmutableArray<string> fields)
    : Grouping<T>(GroupingKind.Fields, fields)
    where T : allows ref struct
    where THash : struct, IKeyHash<T>
{
    internal override OutputPort CreateRoute(Output<T>[] targets, Output<T>[] others, int producer, int keyGroups)
        => targets is [var only] ? only : new FieldsRoute(targets, keyGroups);

    private sealed class FieldsRoute : Route<T>
    {
        private readonly Output<T>[] _byGroup;

        public FieldsRoute(Output<T>[] targets, int keyGroups)
            : base(targets)
        {
            _byGroup = new Output<T>[keyGroups];
            for (int group = 0; group < keyGroups; group++)
            {
                _byGroup[group] = targets[KeyGroup.Owner(group, targets.Length, keyGroups)];
            }
        }

        public override void Send(scoped in T tuple)
        {
            Output<T>[] byGroup = _byGroup;
            ulong hash = THash.Of(in tuple);
            byGroup[KeyGroup.Of(hash, byGroup.Length)].SendHashed(in tuple, hash);
        }
    }
}
