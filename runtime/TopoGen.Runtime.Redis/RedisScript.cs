using System.Security.Cryptography;
using System.Text;

namespace TopoGen.Runtime.Redis;

/// <summary>One atomic step of a store: a file of the folder Scripts, behind what all of that store share.</summary>
internal sealed class RedisScript
{
    public static readonly RedisScript Begin = new("begin");
    public static readonly RedisScript Resume = new("resume");
    public static readonly RedisScript Join = new("join");
    public static readonly RedisScript Renew = new("renew");
    public static readonly RedisScript Acquire = new("acquire");
    public static readonly RedisScript Publish = new("publish");
    public static readonly RedisScript Evict = new("evict");
    public static readonly RedisScript Finish = new("finish");
    public static readonly RedisScript ChangeDesired = new("change-desired");
    public static readonly RedisScript TakePosition = new("take-position");
    public static readonly RedisScript ReservePosition = new("reserve-position");
    public static readonly RedisScript ReleasePosition = new("release-position");
    public static readonly RedisScript Record = new("record");
    public static readonly RedisScript Add = new("add");
    public static readonly RedisScript ReportMetrics = new("report-metrics");
    public static readonly RedisScript FoldMetrics = new("fold-metrics");
    public static readonly RedisScript Read = new("read");

    public static readonly RedisScript ApplyCommands = new("sink-apply", shared: null);

    public static readonly RedisScript AcquireRegister = new("checkpoint-acquire", "checkpoint");
    public static readonly RedisScript BeginEpoch = new("checkpoint-begin", "checkpoint");
    public static readonly RedisScript Announce = new("checkpoint-announce", "checkpoint");
    public static readonly RedisScript Report = new("checkpoint-report", "checkpoint");
    public static readonly RedisScript Reports = new("checkpoint-reports", "checkpoint");
    public static readonly RedisScript Applied = new("checkpoint-applied", "checkpoint");
    public static readonly RedisScript Note = new("checkpoint-note", "checkpoint");
    public static readonly RedisScript Server = new("checkpoint-server", "checkpoint");
    public static readonly RedisScript Flip = new("checkpoint-flip", "checkpoint");
    public static readonly RedisScript Release = new("checkpoint-release", "checkpoint");
    public static readonly RedisScript Rewind = new("checkpoint-rewind", "checkpoint");
    public static readonly RedisScript Forget = new("checkpoint-forget", "checkpoint");
    public static readonly RedisScript Clear = new("checkpoint-clear", "checkpoint");

    public static readonly RedisScript KeepSavepoint = new("savepoint-keep", shared: null);
    public static readonly RedisScript RemoveSavepoint = new("savepoint-remove", shared: null);

    private RedisScript(string name, string? shared = "common")
    {
        Text = (shared is null ? "" : Load(shared)) + Load(name);
        // SHA-1 is what Redis names scripts by; nothing secret rests on it.
#pragma warning disable CA5350
        Hash = SHA1.HashData(Encoding.UTF8.GetBytes(Text));
#pragma warning restore CA5350
    }

    public string Text { get; }

    /// <summary>What the server knows it by, once it has seen the text.</summary>
    public byte[] Hash { get; }

    private static string Load(string name)
    {
        using Stream stream = typeof(RedisScript).Assembly.GetManifestResourceStream(name + ".lua")
            ?? throw new InvalidOperationException($"The assembly has no script {name}.lua");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
