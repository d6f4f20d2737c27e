using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using TopoGen.Generators;

namespace TopoGen.Analyzers;

/// <summary>
/// What a compilation declares, as the generator understands it. Read when it is first asked for and once per compilation, whoever asks, so that
/// problems of the whole can be reported while the symbols of one file are analyzed.
/// </summary>
internal sealed class TopologyMap
{
    private static readonly ConditionalWeakTable<Compilation, TopologyMap> Maps = new();

    private readonly Compilation _compilation;
    private readonly object _lock = new();
    private ProgramModel? _program;

    private TopologyMap(Compilation compilation) => _compilation = compilation;

    /// <summary>How often the program was read, for tests.</summary>
    public int Readings { get; private set; }

    public static TopologyMap Of(Compilation compilation) => Maps.GetValue(compilation, static c => new TopologyMap(c));

    /// <summary>Reads it, or waits until somebody else has. What was cancelled is not kept.</summary>
    public ProgramModel Read(CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (_program is null)
            {
                Readings++;
                _program = ProgramReader.Read(_compilation, cancellation);
            }

            return _program;
        }
    }
}
