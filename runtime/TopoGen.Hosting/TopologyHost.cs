using TopoGen.Hosting.Commands;
using TopoGen.Hosting.Terminal;
using TopoGen.Runtime;

namespace TopoGen.Hosting;

/// <summary>What the generated <c>Main</c> calls.</summary>
public static class TopologyHost
{
    /// <summary>
    /// Does what the command line asks for: runs the topology, in this process or in several; takes part as a worker; draws, shows or
    /// changes it (<c>--help</c> lists the commands). Nothing is thrown for a user's mistake or a failing component: standard error
    /// says what happened. One call at a time.
    /// </summary>
    /// <param name="args">The command line, without the executable.</param>
    /// <param name="definitions">The topologies of the executable, one or more.</param>
    /// <returns>
    /// The exit code: 0 all input was processed, or told to stop and all work in progress done; 1 failed; 2 an option, a
    /// setting or an input cannot be used; 3 told to stop, and work was left when the drain limit was over.
    /// </returns>
    public static Task<int> RunAsync(string[] args, params TopologyDefinition[] definitions)
        => new HostProgram(HostConsole.System, TimeProvider.System, definitions, HostParts.System).RunAsync(args, CancellationToken.None);
}
