using Microsoft.Extensions.DependencyInjection;

namespace TopoGen.Runtime.Redis;

/// <summary>Registers what sinks into Redis need.</summary>
public static class RedisSinkServices
{
    /// <summary>Says which Redis the <see cref="RedisSink"/>s of a topology write to: <c>services.AddRedisSink(RedisOptions.Parse("redis.example"))</c>.</summary>
    public static IServiceCollection AddRedisSink(this IServiceCollection services, RedisOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return services.AddSingleton(new RedisSinkOptions(options));
    }
}
