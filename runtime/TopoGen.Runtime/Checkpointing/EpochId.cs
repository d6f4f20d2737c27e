using System.Globalization;

namespace TopoGen.Runtime;

/// <summary>
/// One attempt to bring all tasks to a common cut. Barrier, checkpoint and transaction of an epoch carry the same id.
/// </summary>
/// <param name="Lineage">
/// Random, drawn at every start that is not a resume: after a fresh start numbers begin at 1 again, and what a sink was stamped with before
/// must not make it skip them.
/// </param>
/// <param name="Token">Of the generation that attempts it.</param>
/// <param name="Number">From 1; within a lineage each epoch follows one with a lower number.</param>
public readonly partial record struct EpochId(ulong Lineage, FencingToken Token, long Number) : IComparable<EpochId>
{
    public static bool operator <(EpochId left, EpochId right) => left.CompareTo(right) < 0;

    public static bool operator >(EpochId left, EpochId right) => left.CompareTo(right) > 0;

    public static bool operator <=(EpochId left, EpochId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(EpochId left, EpochId right) => left.CompareTo(right) >= 0;

    /// <summary>By generation, then by number. Epochs of different lineages have no order; callers compare lineages first.</summary>
    public int CompareTo(EpochId other)
    {
        int generations = Token.Generation.CompareTo(other.Token.Generation);
        return generations != 0 ? generations : Number.CompareTo(other.Number);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Lineage:x16}.{Token}.{Number}");
}
