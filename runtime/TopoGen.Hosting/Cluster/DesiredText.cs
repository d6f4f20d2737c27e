using TopoGen.Runtime;

namespace TopoGen.Hosting.Cluster;

/// <summary>A desired state in words.</summary>
internal static class DesiredText
{
    /// <summary><c>active, 3 workers, Split=4</c></summary>
    public static string Of(DesiredState desired)
    {
        string mode = desired.Killed ? "to stop" : desired.Active ? "active" : "inactive";
        string workers = desired.Workers switch
        {
            null => "all workers that join",
            1 => "1 worker",
            var n => $"{n} workers",
        };
        return string.Join(", ", [mode, workers, .. desired.Parallelism.Select(p => $"{p.Key}={p.Value}")]);
    }
}
