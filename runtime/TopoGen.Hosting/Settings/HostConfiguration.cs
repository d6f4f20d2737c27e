using Microsoft.Extensions.Configuration;

namespace TopoGen.Hosting.Settings;

/// <summary>
/// Where a generated executable takes its settings from: <c>appsettings.json</c> beside the executable, then that of the working
/// directory, then the environment; the later wins, and the command line wins over all.
/// </summary>
internal static class HostConfiguration
{
    public const string FileName = "appsettings.json";

    /// <param name="configuration">Reads each source as it is added.</param>
    /// <param name="folders">Where to look for the file, the weakest first.</param>
    /// <exception cref="TopologyInputException">A file is not valid JSON or cannot be read.</exception>
    public static void AddTo(ConfigurationManager configuration, IEnumerable<string> folders)
    {
        IEnumerable<string> files = folders
            .Select(f => Path.Combine(Path.TrimEndingDirectorySeparator(Path.GetFullPath(f)), FileName))
            .Distinct(StringComparer.Ordinal)
            .Where(File.Exists);
        foreach (string file in files)
        {
            try
            {
                // Watching files for changes would cost start-up time, and nothing here can change while it runs.
                configuration.AddJsonFile(file, optional: false, reloadOnChange: false);
            }
            catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException or FormatException)
            {
                throw new TopologyInputException($"Cannot read the settings in {file}: {e.GetBaseException().Message}", e);
            }
        }

        configuration.AddEnvironmentVariables();
    }
}
