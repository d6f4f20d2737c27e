using StackExchange.Redis;

namespace TopoGen.Runtime.Redis;

/// <summary>
/// The keys of one topology. All but blobs share a hash tag, so that a Redis Cluster keeps them on one node and scripts may use them together.
/// </summary>
internal sealed class RedisKeys
{
    private readonly string _stem;
    private readonly string _blobs;
    private readonly string _parts;

    /// <exception cref="TopologyInputException">The topology's name cannot be part of a key.</exception>
    public RedisKeys(string prefix, string topology)
    {
        // A brace would end the hash tag early.
        if (string.IsNullOrWhiteSpace(topology) || topology.AsSpan().ContainsAny('{', '}'))
        {
            throw new TopologyInputException($"The topology's name is '{topology}'; expected one that is not empty and has no braces, for its keys in Redis");
        }

        _stem = $"{prefix}:{{{topology}}}:";
        _blobs = $"{prefix}:{topology}:blob:";
        _parts = $"{prefix}:{topology}:savepoint:";
    }

    public RedisKey Run => _stem + "run";

    public RedisKey Refused => _stem + "refused";

    public RedisKey Register => _stem + "register";

    public RedisKey Leader => _stem + "leader";

    public RedisKey Workers => _stem + "workers";

    public RedisKey Leases => _stem + "leases";

    public RedisKey Plan => _stem + "plan";

    public RedisKey Desired => _stem + "desired";

    public RedisKey Positions => _stem + "positions";

    public RedisKey Ended => _stem + "ended";

    public RedisKey Links => _stem + "links";

    public RedisKey Errors => _stem + "errors";

    public RedisKey Losses => _stem + "losses";

    public RedisKey Metrics => _stem + "metrics";

    public RedisKey Head => _stem + "head";

    public RedisKey Epochs => _stem + "epochs";

    public RedisKey Manifests => _stem + "manifests";

    /// <summary>The epoch that was begun last, and one that cannot be read.</summary>
    public RedisKey News => _stem + "news";

    /// <summary>What tasks add to the epoch that was begun last.</summary>
    public RedisKey Reports => _stem + "reports";

    /// <summary>By worker, the last epoch that it has applied.</summary>
    public RedisKey Applied => _stem + "applied";

    /// <summary>Which savepoints there are, and which parts they have.</summary>
    public RedisKey Savepoints => _stem + "savepoints";

    /// <summary>Which blobs were written under an epoch.</summary>
    public RedisKey Names(EpochId epoch) => $"{_stem}names:{epoch}";

    /// <summary>Without the hash tag: blobs are many and large, and no script needs them, so that all nodes share them.</summary>
    public RedisKey Blob(BlobName name) => _blobs + name;

    /// <summary>Like a blob.</summary>
    public RedisKey SavepointPart(string name) => _parts + name;
}
