using System.Collections.Immutable;
using TopoGen.Hosting.Settings;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Commands;

/// <summary>The parameters of a topology that several workers share.</summary>
internal static class ClusterParameters
{
    private const string StandardInput = "-";

    /// <exception cref="TopologyInputException">Standard input is among what is given by position: each of several workers would read a part of it, or none.</exception>
    public static void CheckInput(TopologyDefinition definition, ImmutableSortedDictionary<string, ImmutableArray<string>> texts)
    {
        foreach (ParameterDefinition parameter in definition.Parameters?.Parameters ?? [])
        {
            if (parameter.IsPositional && texts.GetValueOrDefault(parameter.Setting, []).Contains(StandardInput))
            {
                throw new TopologyInputException(
                    $"{OptionNames.Of(parameter)} is '-': workers cannot share standard input; give files, or leave out --workers to run in one process.");
            }
        }
    }

    /// <summary>Where a worker is given none itself, the run's hold.</summary>
    /// <param name="given">Of the worker; gets those of the run.</param>
    /// <param name="own">What the worker is given, on its command line or in its configuration.</param>
    /// <param name="run">The run that it joins.</param>
    public static void Complete(
        GivenSettings given, ImmutableSortedDictionary<string, ImmutableArray<string>> own, RunRecord run)
    {
        foreach ((string name, ImmutableArray<string> texts) in run.Parameters.Where(p => !own.ContainsKey(p.Key)))
        {
            given.Parameters[name] = [.. texts.Select(t => new SettingValue(t, $"{name} of the run"))];
        }
    }
}
