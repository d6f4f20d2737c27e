using Microsoft.CodeAnalysis;
using TopoGen.Generators;

namespace TopoGen.Analyzers;

/// <summary>Everything a compilation declares, parsed and linked. Holds symbols and positions; lives as long as its compilation.</summary>
/// <param name="Declarations">By class; one class may be several things.</param>
/// <param name="Components">The components of this compilation.</param>
/// <param name="Tuples">The stream tuples of this compilation.</param>
/// <param name="States">The other types that checkpoints keep.</param>
/// <param name="Assembly">Who belongs to whom.</param>
/// <param name="IsSilent">Whether the generator reports in the analyzers' place, since a build would not ask them.</param>
internal sealed record ProgramModel(
    ILookup<INamedTypeSymbol, Declared> Declarations,
    IReadOnlyList<ComponentModel> Components,
    IReadOnlyList<TupleModel> Tuples,
    IReadOnlyList<StateRecordModel> States,
    AssemblyModel Assembly,
    bool IsSilent);
