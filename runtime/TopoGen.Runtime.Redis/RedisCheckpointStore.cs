using System.Collections.Immutable;
using System.Globalization;
using StackExchange.Redis;

namespace TopoGen.Runtime.Redis;

/// <summary>
/// The checkpoints of one topology in Redis, under the register that coordination moves. Every step of the head is one script. Blobs are keys
/// of their own, which a Redis Cluster spreads over its nodes, and go over a connection of their own. What was answered is as durable as
/// the server makes its writes. Thread-safe.
/// </summary>
public sealed partial class RedisCheckpointStore : ICheckpointStore
{
    /// <summary>How much is on the way at once, in bytes and in commands: enough to fill a fast network, and no burden for the server.</summary>
    private const int MostBytes = 4 << 20;

    private const int MostCommands = 500;

    private readonly RedisConnection _steps;
    private readonly RedisConnection _blobs;
    private readonly RedisKeys _keys;
    private readonly string _address;

    private RedisCheckpointStore(RedisConnection steps, RedisConnection blobs, RedisKeys keys, string address)
    {
        _steps = steps;
        _blobs = blobs;
        _keys = keys;
        _address = address;
        Savepoints = new RedisSavepointStore(steps, blobs, keys, Unreadable);
    }

    public ISavepointStore Savepoints { get; }

    /// <summary>Connects. From then on the store makes broken connections anew by itself.</summary>
    /// <param name="options">Where to.</param>
    /// <param name="topology">The topology's name; others on the same server are not touched.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="TopologyInputException">An option cannot be used.</exception>
    /// <exception cref="CheckpointStoreException">Redis cannot be reached within the connect timeout, or refuses the password.</exception>
    public static async Task<RedisCheckpointStore> ConnectAsync(RedisOptions options, string topology, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var keys = new RedisKeys(options.Prefix, topology);
        RedisConnection? steps = null;
        try
        {
            steps = await RedisConnection.OpenAsync(options, "topogen-checkpoints", null, cancellation);
            RedisConnection blobs = await RedisConnection.OpenAsync(options.ForTransfers(), "topogen-blobs", null, cancellation);
            return new RedisCheckpointStore(steps, blobs, keys, options.Address);
        }
        catch (Exception exception)
        {
            if (steps is not null)
            {
                await steps.DisposeAsync();
            }

            throw exception is CoordinationException refused ? Failure(refused) : exception;
        }
    }

    public async Task<FencingToken> AcquireAsync(long highest, ulong nonce, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(highest);
        RedisResult answer = await StepAsync(RedisScript.AcquireRegister, [highest, Text(nonce)], cancellation);
        return new FencingToken(
            long.Parse((string)answer[0]!, CultureInfo.InvariantCulture), ulong.Parse((string)answer[1]!, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }

    public async Task<CheckpointHead?> ReadHeadAsync(CancellationToken cancellation)
    {
        RedisResult answer = await AskAsync(limit => _steps.ExecuteAsync("HMGET", [_keys.Head, "committed", "applied"], limit), cancellation);
        return answer[0].IsNull ? null : new CheckpointHead(Epoch((string)answer[0]!), answer[1].IsNull ? null : Epoch((string)answer[1]!));
    }

    public async Task<Manifest?> ReadManifestAsync(EpochId epoch, CancellationToken cancellation)
    {
        RedisResult answer = await AskAsync(limit => _steps.ExecuteAsync("HGET", [_keys.Manifests, epoch.ToString()], limit), cancellation);
        return (byte[]?)answer is { } content ? ManifestFormat.Decode(epoch, content) : null;
    }

    public async Task<bool> BeginAsync(FencingToken token, EpochId attempt, CancellationToken cancellation)
        => (long)await StepAsync(RedisScript.BeginEpoch, [.. Token(token), attempt.ToString()], cancellation) == 1;

    /// <remarks>First the names, then the blobs: what is there can be found, and what is found may be missing.</remarks>
    public async Task WriteAsync(IReadOnlyList<Blob> blobs, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(blobs);
        foreach ((EpochId epoch, BlobName[] names) in ByEpoch(blobs.Select(static blob => blob.Name)))
        {
            await NamedStepAsync(RedisScript.Note, epoch, [epoch.ToString(), .. names.Select(static name => (RedisValue)name.Local)], cancellation);
        }

        for (int index = 0; index < blobs.Count;)
        {
            var together = new List<object[]>();
            for (long bytes = 0; index < blobs.Count && bytes < MostBytes && together.Count < MostCommands; index++)
            {
                together.Add([_keys.Blob(blobs[index].Name), (RedisValue)blobs[index].Content]);
                bytes += blobs[index].Content.Length;
            }

            await AskAsync(limit => _blobs.ExecuteAllAsync("SET", together, limit), cancellation);
        }
    }

    public async Task<ReadOnlyMemory<byte>?> ReadAsync(BlobName name, CancellationToken cancellation)
    {
        RedisResult answer = await AskAsync(limit => _blobs.ExecuteAsync("GET", [_keys.Blob(name)], limit), cancellation);
        return (byte[]?)answer is { } content ? content : (ReadOnlyMemory<byte>?)null;
    }

    /// <remarks>
    /// A replica that lagged and takes the place of its primary lacks blobs that the primary had acknowledged. So the blobs of the epoch are looked for, and it is committed by the very server that was asked before that;
    /// where it is another one by then, they are looked for again.
    /// </remarks>
    public async Task<FlipOutcome> FlipAsync(FencingToken token, Manifest manifest, CancellationToken cancellation)
    {
        byte[] content = ManifestFormat.Encode(manifest);
        object[][] blobs = [.. manifest.Blobs.Where(b => b.Name.Epoch == manifest.Id).Select(b => new object[] { _keys.Blob(b.Name) })];
        string outcome;
        do
        {
            string server = (string?)await AskAsync(limit => _steps.EvaluateAsync(RedisScript.Server, [_keys.Register], [], limit), cancellation) ?? "";
            bool isWhole = await AreThereAsync(blobs, cancellation);
            outcome = (string)(await StepAsync(
                RedisScript.Flip, [.. Token(token), manifest.Id.ToString(), manifest.Previous?.ToString() ?? "", content, server, isWhole ? 1 : 0], cancellation))!;
        }
        while (outcome == "Moved");
        return Enum.Parse<FlipOutcome>(outcome);
    }

    public async Task<bool> ReleaseAsync(EpochId epoch, CancellationToken cancellation)
        => (long)await StepAsync(RedisScript.Release, [epoch.ToString()], cancellation) == 1;

    public async Task<bool> RewindAsync(FencingToken token, EpochId from, EpochId to, bool acceptLoss, CancellationToken cancellation)
        => (long)await StepAsync(RedisScript.Rewind, [.. Token(token), from.ToString(), to.ToString(), acceptLoss ? 1 : 0], cancellation) == 1;

    public async Task<ImmutableArray<EpochRecord>> ListAsync(CancellationToken cancellation)
    {
        RedisResult answer = await AskAsync(limit => _steps.ExecuteAsync("HGETALL", [_keys.Epochs], limit), cancellation);
        return EpochRecord.Sort(RedisRecords.Hash(answer).Select(record => new EpochRecord(Epoch(record.Key), record.Value == "1")));
    }

    public async Task<ImmutableArray<BlobName>> ReadNamesAsync(EpochId epoch, CancellationToken cancellation)
    {
        RedisResult answer = await AskAsync(limit => _steps.ExecuteAsync("HKEYS", [_keys.Names(epoch)], limit), cancellation);
        return BlobName.Sort(RedisRecords.Texts(answer).Select(local => BlobName.TryParse($"{epoch}/{local}", out BlobName name) ? name : throw Unreadable(local)));
    }

    /// <remarks>First the blobs, then their names: where it breaks off, what is left can be found.</remarks>
    public async Task DeleteAsync(IReadOnlyList<BlobName> names, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(names);
        foreach ((EpochId epoch, BlobName[] part) in ByEpoch(names))
        {
            object[][] blobs = [.. part.Select(name => new object[] { _keys.Blob(name) })];
            await AskAsync(limit => _blobs.ExecuteAllAsync("UNLINK", blobs, limit), cancellation);
            await AskAsync(limit => _steps.ExecuteAsync("HDEL", [_keys.Names(epoch), .. part.Select(static name => name.Local)], limit), cancellation);
        }
    }

    public Task ForgetAsync(FencingToken token, EpochId epoch, CancellationToken cancellation)
        => NamedStepAsync(RedisScript.Forget, epoch, [.. Token(token), epoch.ToString()], cancellation);

    /// <remarks>
    /// One step makes everything unreachable; then the blobs go. Where that breaks off, the same call again goes on with it, or they are swept
    /// as those of attempts that failed.
    /// </remarks>
    public async Task<bool> ClearAsync(FencingToken token, CancellationToken cancellation)
    {
        RedisResult answer = await StepAsync(RedisScript.Clear, Token(token), cancellation);
        if (answer.IsNull)
        {
            return false;
        }

        foreach (string text in RedisRecords.Texts(answer))
        {
            EpochId epoch = Epoch(text);
            await DeleteAsync(await ReadNamesAsync(epoch, cancellation), cancellation);
            await ForgetAsync(token, epoch, cancellation);
        }

        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await _steps.DisposeAsync();
        await _blobs.DisposeAsync();
    }

    private async Task<bool> AreThereAsync(object[][] blobs, CancellationToken cancellation)
    {
        foreach (object[][] together in blobs.Chunk(MostCommands))
        {
            RedisResult[] answers = await AskAsync(limit => _blobs.ExecuteAllAsync("EXISTS", together, limit), cancellation);
            if (answers.Any(static answer => (long)answer == 0))
            {
                return false;
            }
        }

        return true;
    }

    private static string Text(ulong nonce) => nonce.ToString("x16", CultureInfo.InvariantCulture);

    private static RedisValue[] Token(FencingToken token) => [token.Generation, Text(token.Nonce)];

    /// <summary>In portions that one command can carry.</summary>
    private static IEnumerable<(EpochId Epoch, BlobName[] Names)> ByEpoch(IEnumerable<BlobName> names)
        => names.GroupBy(static name => name.Epoch).SelectMany(static epoch => epoch.Chunk(MostCommands).Select(part => (epoch.Key, part)));

    internal static async Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            return await call(cancellation);
        }
        catch (CoordinationException exception)
        {
            throw Failure(exception);
        }
    }

    private static CheckpointStoreException Failure(CoordinationException exception) => new(exception.Message, exception.InnerException ?? exception);

    private RedisKey[] StepKeys() => [_keys.Register, _keys.Head, _keys.Epochs, _keys.Manifests];

    private Task<RedisResult> StepAsync(RedisScript script, RedisValue[] arguments, CancellationToken cancellation)
        => AskAsync(limit => _steps.EvaluateAsync(script, StepKeys(), arguments, limit), cancellation);

    /// <summary>A step that also looks at which blobs an epoch has.</summary>
    private Task<RedisResult> NamedStepAsync(RedisScript script, EpochId epoch, RedisValue[] arguments, CancellationToken cancellation)
        => AskAsync(limit => _steps.EvaluateAsync(script, [.. StepKeys(), _keys.Names(epoch)], arguments, limit), cancellation);

    private EpochId Epoch(string text) => EpochId.TryParse(text, out EpochId epoch) ? epoch : throw Unreadable(text);

    private CheckpointStoreException Unreadable(string text)
        => new($"Redis at {_address} has the epoch, blob or savepoint '{text}', which this version cannot read; workers of one topology must be of the same version, and nobody else may write its keys");
}
