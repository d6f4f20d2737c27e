namespace TopoGen.Runtime.Tests.Transport;

/// <summary>A test with data of what is there on Linux alone.</summary>
internal sealed class LinuxTheoryAttribute : TheoryAttribute
{
    public LinuxTheoryAttribute() => Skip = OperatingSystem.IsLinux() ? null : "Linux only";
}
