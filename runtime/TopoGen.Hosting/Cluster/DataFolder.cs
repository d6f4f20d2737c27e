namespace TopoGen.Hosting.Cluster;

/// <summary>Where a process keeps its epochs, and the private server its data, when nobody says where.</summary>
internal static class DataFolder
{
    /// <param name="topology">The topology's name.</param>
    /// <param name="variable">Reads an environment variable.</param>
    public static string Of(string topology, Func<string, string?> variable)
    {
        // By its specification, a relative path there is to be ignored.
        string? state = variable("XDG_STATE_HOME");
        string root = !string.IsNullOrEmpty(state) && Path.IsPathRooted(state)
            ? state
            : OperatingSystem.IsWindows()
                ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify), ".local", "state");
        return Path.Combine(root, "topogen", topology);
    }
}
