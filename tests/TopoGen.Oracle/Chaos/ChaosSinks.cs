using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using TopoGen.Runtime;
using TopoGen.Runtime.Redis;

namespace TopoGen.Oracle.Chaos;

/// <summary>Where the outcomes go.</summary>
public static class ChaosSinks
{
    /// <summary>Where the files are, below the folder.</summary>
    public const string Lines = "lines";

    /// <summary>The list of a key in Redis.</summary>
    public static string ListOf(int key) => string.Create(CultureInfo.InvariantCulture, $"outcomes:{key}");

    public static void Configure<TSettings>(IServiceCollection services)
        where TSettings : ChaosSettings
        => services
            .AddSingleton(given => new FileSinkOptions(Directory.CreateDirectory(Path.Combine(given.GetRequiredService<TSettings>().Folder, Lines)).FullName))
            .AddSingleton(given => new RedisSinkOptions(RedisOptions.Parse(given.GetRequiredService<TSettings>().Target)));
}
