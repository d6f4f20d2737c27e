using Microsoft.Extensions.Logging;
using TopoGen.Hosting.Settings;
using TopoGen.Hosting.Terminal;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Commands;

/// <summary>A command that looks at a topology in its store, or changes what is wanted of it.</summary>
internal abstract class ClusterCommand(CommandContext context)
{
    protected CommandContext Context { get; } = context;

    protected NodeOptions Node { get; } = context.Settings.CreateNodeOptions();

    /// <param name="stop">Ends the command early.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        using ILoggerFactory loggers = Context.CreateLoggers();
        ICoordinationStore store = await new StoreAccess(Context, Node).ConnectAsync(loggers, stop).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            return await RunAsync(store, stop).ConfigureAwait(false);
        }
    }

    protected abstract Task<int> RunAsync(ICoordinationStore store, CancellationToken stop);

    /// <summary>Writes to standard output. Nothing but that can fail here, and that it is full or closed says all.</summary>
    protected int Show(Action<TextWriter> write) => Output.Show(Context.Console, write);
}
