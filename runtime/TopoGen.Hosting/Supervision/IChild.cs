namespace TopoGen.Hosting.Supervision;

/// <summary>A worker process. Disposing of it ends its standard input, which ends the process.</summary>
internal interface IChild : IDisposable
{
    int ProcessId { get; }

    /// <summary>The exit code, once the process has ended and all it wrote was passed on; 128 and the signal where one killed it.</summary>
    Task<int> Exited { get; }

    /// <summary>Ends it at once. Does nothing where it has ended.</summary>
    void Kill();
}
