namespace TopoGen.Runtime.Tests.Transport;

/// <summary>A test of what is there on Linux alone.</summary>
internal sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : "Linux only";
}
