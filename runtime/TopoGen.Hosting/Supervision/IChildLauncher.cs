using System.ComponentModel;

namespace TopoGen.Hosting.Supervision;

/// <summary>Starts worker processes. Thread-safe.</summary>
internal interface IChildLauncher
{
    /// <param name="start">What it is called, and what it is told.</param>
    /// <param name="output">Gets what it writes.</param>
    /// <exception cref="Win32Exception">The system starts no process.</exception>
    IChild Start(ChildStart start, ChildOutput output);
}
