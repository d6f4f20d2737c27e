using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Logging;
using TopoGen.Hosting.Cluster;
using TopoGen.Hosting.Settings;
using TopoGen.Runtime;
using TopoGen.Runtime.Sqlite;

namespace TopoGen.Hosting.Checkpoints;

/// <summary>
/// What a data folder keeps of a topology that runs in one process: its epochs, and with which parameters they came about. The folder
/// belongs to this process until it is disposed of.
/// </summary>
internal sealed class KeptRun : IAsyncDisposable
{
    private readonly TopologyDefinition _definition;
    private readonly ICheckpointStore _store;
    private readonly string _folder;
    private readonly StoreMarker _marker;
    private readonly KeptRunFile _file;
    private readonly RunRecord? _last;
    private readonly bool _fresh;

    private KeptRun(TopologyDefinition definition, ICheckpointStore store, string folder, StoreMarker marker, bool hasEpochs, bool fresh)
    {
        _definition = definition;
        _store = store;
        _folder = folder;
        _marker = marker;
        _file = new KeptRunFile(folder);
        _fresh = fresh;
        HasEpochs = hasEpochs;
        _last = hasEpochs ? _file.Read() : null;
    }

    /// <summary>Whether there was a committed epoch when it was opened.</summary>
    public bool HasEpochs { get; }

    /// <summary>The run that goes on; null where one begins, and where nobody knows what it began with.</summary>
    public RunRecord? Former => _fresh ? null : _last;

    /// <param name="stores">What opens the store.</param>
    /// <param name="folder">The data folder.</param>
    /// <param name="definition">The topology.</param>
    /// <param name="fresh">Whether to begin anew whatever is there.</param>
    /// <param name="loggers">Where the store reports.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="TopologyInputException">The folder cannot be used, or another kind of store holds the newest epoch.</exception>
    public static async Task<KeptRun> OpenAsync(
        ICheckpointStores stores, string folder, TopologyDefinition definition, bool fresh, ILoggerFactory loggers, CancellationToken cancellation)
    {
        ICheckpointStore store = await stores.OpenAsync(folder, definition.Name, loggers, cancellation).ConfigureAwait(false);
        try
        {
            StoreMarker marker = stores.MarkerOf(definition.Name);
            if (!fresh)
            {
                marker.Check(folder);
            }

            CheckpointHead? head = await store.ReadHeadAsync(cancellation).ConfigureAwait(false);
            return new KeptRun(definition, store, folder, marker, head is not null, fresh);
        }
        catch
        {
            await store.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// What is given by position says what to read, and the positions of spouts hold for that alone; other parameters may change from run to run.
    /// </summary>
    /// <param name="mine">The run that is to go on.</param>
    /// <param name="advice">Completes the message: what to do.</param>
    /// <exception cref="TopologyInputException">It would read something else.</exception>
    public void CheckInput(RunRecord mine, string advice)
    {
        foreach (ParameterDefinition parameter in _definition.Parameters?.Parameters ?? [])
        {
            if (parameter.IsPositional && Former is { } former && Texts(mine, parameter) is var given && Texts(former, parameter) is var had && given != had)
            {
                throw new TopologyInputException(
                    $"{_definition.Name}: {OptionNames.Of(parameter)} is {given}, but the run {RunOpening.Describe(former)}, which would go on, has {had}; {advice}.");
            }
        }
    }

    /// <param name="mine">What the run begins with, or goes on with.</param>
    /// <param name="acceptLoss">See <see cref="CheckpointOptions.AcceptLoss"/>.</param>
    /// <param name="say">Takes lines for people.</param>
    public CheckpointOptions Options(RunRecord mine, bool acceptLoss, Action<string> say) => new(_store)
    {
        Fresh = _fresh,
        AcceptLoss = acceptLoss,
        Opened = from =>
        {
            Say(from, mine, say);

            // Not before: the parameters of an earlier run hold as long as its epochs are there.
            _file.Write(mine);
            if (StoreMarker.Read(_folder) != _marker)
            {
                _marker.Write(_folder);
            }
        },
    };

    /// <summary>All input is over, and nothing is left to go on from.</summary>
    public void Complete()
    {
        StoreMarker.Delete(_folder);
        _file.Delete();
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private void Say(long? from, RunRecord mine, Action<string> say)
    {
        string last = _last is null ? "" : RunOpening.Origin(_last);
        if (from is not { } epoch)
        {
            if (HasEpochs)
            {
                say($"{_definition.Name} begins anew; {(last.Length > 0 ? last : "what there was")} is given up");
            }

            return;
        }

        say(string.Create(
            CultureInfo.InvariantCulture, $"{_definition.Name} goes on from epoch {epoch}{(last.Length > 0 ? ": " : "")}{last}; --fresh would begin anew"));
        foreach (ParameterDefinition parameter in _definition.Parameters?.Parameters ?? [])
        {
            if (Former is { } former && Texts(mine, parameter) is var now && Texts(former, parameter) is var before && now != before)
            {
                say($"{_definition.Name}: {OptionNames.Of(parameter)} is {now} from now on, and was {before}");
            }
        }
    }

    private static string Texts(RunRecord run, ParameterDefinition parameter)
        => run.Parameters.TryGetValue(parameter.Setting, out ImmutableArray<string> texts) ? $"'{string.Join(' ', texts)}'" : "none";
}
