using System.Diagnostics;
using System.Text;
using TopoGen.Hosting.CommandLine;
using TopoGen.Hosting.Settings;

namespace TopoGen.Hosting.Supervision;

/// <summary>Starts children as processes of the system.</summary>
/// <param name="command">What starts this executable again.</param>
internal sealed class ProcessLauncher(Func<ChildCommand> command) : IChildLauncher
{
    public IChild Start(ChildStart start, ChildOutput output)
    {
        ChildCommand again = command();
        var info = new ProcessStartInfo(again.File)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        string[] arguments =
        [
            .. again.Arguments,
            CommandInfo.Of(HostCommand.Worker).Name,
            new OwnOptions().Supervised.Name,
            .. start.Topology is { } name ? [$"{OptionNames.Topology}={name}"] : Array.Empty<string>(),
        ];
        foreach (string argument in arguments)
        {
            info.ArgumentList.Add(argument);
        }

        // Threads of the pool that spin for work cost an idle worker half of its time; what is quick here has threads of its own.
        info.Environment.TryAdd("DOTNET_ThreadPool_UnfairSemaphoreSpinLimit", "0");

        // Several processes start at once, and code that is optimized early takes the processors from those that still start: whatever a
        // project asks for, its workers wait until for 100 ms (0x64) no new method has run.
        info.Environment.TryAdd("DOTNET_TC_CallCountingDelayMs", "64");
        Process process = Process.Start(info) ?? throw new InvalidOperationException($"The system started no process for {again.File}.");
        return new ChildProcess(process, start.HandOver, output);
    }
}
