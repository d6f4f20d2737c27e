using System.Globalization;

namespace TopoGen.Runtime;

/// <summary>
/// Names a blob for good: what was once written under a name is never changed, and a writer that was replaced has names of its own,
/// so it can only write what no manifest names.
/// </summary>
/// <param name="Epoch">The attempt in which it was written.</param>
/// <param name="Component">The component's name.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Index">The task's index, or the key group.</param>
/// <param name="Part">For <see cref="BlobKind.Commands"/>: which part, from 0. Else 0.</param>
public readonly partial record struct BlobName(EpochId Epoch, string Component, BlobKind Kind, int Index, int Part = 0)
{
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{Epoch}/{Component}/{Letter}{Index}{(Part > 0 ? "." : "")}{(Part > 0 ? Part : null)}");

    private char Letter => Kind switch
    {
        BlobKind.Task => 't',
        BlobKind.KeyGroup => 'g',
        _ => 'c',
    };
}
