using TopoGen.Hosting.Cluster;
using TopoGen.Hosting.Settings;
using TopoGen.Runtime;
using TopoGen.Runtime.Redis;

namespace TopoGen.Hosting.Tests.Cluster;

public sealed class ClusterSettingsTests
{
    [Fact]
    public void Every_value_of_the_cluster_can_be_set_and_secrets_have_no_option()
    {
        Assert.Equal(typeof(NodeOptions).GetProperties().Select(p => p.Name).Order(), NodeSettings.All.Select(s => s.Name).Order());
        Assert.Equal(["RedisPassword", "Secret"], NodeSettings.All.Where(s => s.Option is null).Select(s => s.Name).Order());
    }

    [Fact]
    public void Documented_ranges_are_those_that_are_checked()
    {
        foreach (Setting<NodeOptions> setting in NodeSettings.All.Where(s => s.Range.Contains(" to ", StringComparison.Ordinal)))
        {
            string[] bounds = setting.Range.Replace(",", "", StringComparison.Ordinal).Split(" to ");
            Assert.All(bounds, bound => Assert.True(setting.TrySet(new NodeOptions(), bound), $"{setting.Name} {bound}"));
            Assert.All(["-1", "65536", "499ms", "61s"], beyond => Assert.False(setting.TrySet(new NodeOptions(), beyond), $"{setting.Name} {beyond}"));
        }
    }

    [Fact]
    public void What_is_given_apart_wins_over_the_address_of_redis()
    {
        RedisOptions options = StoreSettings.Of(new StoreAddress { Address = "redis://me:one@redis.example:7000/3", Password = "two", Prefix = "x" });

        Assert.Equal(("redis.example:7000", "me", "two", 3, "x", false), (options.Address, options.User, options.Password, options.Database, options.Prefix, options.Tls));
        Assert.True(StoreSettings.Of(new StoreAddress { Address = "rediss://redis.example" }).Tls);
        Assert.True(StoreSettings.Of(new StoreAddress { Address = "redis.example", Tls = true }).Tls);
        Assert.Equal("topogen", StoreSettings.Of(new StoreAddress { Address = "redis.example" }).Prefix);
        Assert.Throws<TopologyInputException>(() => StoreSettings.Of(new StoreAddress { Address = "http://redis.example" }));
    }

    [Fact]
    public void An_address_survives_the_way_to_a_child()
    {
        var options = new RedisOptions { Address = "redis.example:1", User = "me", Password = "p:@/", Database = 2, Prefix = "x", Tls = true };

        RedisOptions back = StoreSettings.Of(StoreSettings.Of(options));

        Assert.Equal(
            (options.Address, options.User, options.Password, options.Database, options.Prefix, options.Tls),
            (back.Address, back.User, back.Password, back.Database, back.Prefix, back.Tls));
    }

    [Theory]
    [InlineData("redis://me:hidden@host:1", true, "redis://host:1")]
    [InlineData("redis://:hidden@host:1", true, "redis://host:1")]
    [InlineData("host:1", false, "host:1")]
    [InlineData("redis://host:1/2", false, "redis://host:1/2")]
    public void A_password_in_an_address_is_seen_and_not_shown(string address, bool hasPassword, string shown)
    {
        Assert.Equal(hasPassword, StoreAddress.HasPassword(address));
        Assert.Equal(shown, new StoreAddress { Address = address }.ToString());
    }

    [Theory]
    [InlineData("/state", "/state/topogen/numbers")]
    [InlineData("state", ".local/state/topogen/numbers")]
    [InlineData(null, ".local/state/topogen/numbers")]
    public void Data_lies_below_the_users_state(string? variable, string end)
    {
        if (OperatingSystem.IsWindows())
        {
            // It has folders of other names.
            return;
        }

        string folder = DataFolder.Of("numbers", name => name == "XDG_STATE_HOME" ? variable : null);

        Assert.EndsWith(end, folder, StringComparison.Ordinal);
        Assert.Equal(variable == "/state", folder.StartsWith("/state", StringComparison.Ordinal));
    }

    [Fact]
    public void Links_are_silent_for_as_long_as_leases()
    {
        LinkOptions links = LinkSettings.Of(new NodeOptions { LeaseTime = TimeSpan.FromMilliseconds(600) });
        links.Validate();

        Assert.Equal((600, 100), (links.TimeToLive.TotalMilliseconds, links.HeartbeatInterval.TotalMilliseconds));
        Assert.Equal(500, LinkSettings.Of(new NodeOptions()).HeartbeatInterval.TotalMilliseconds);
    }

    [Theory]
    [InlineData("auto", LinkKind.Auto)]
    [InlineData("Socket", LinkKind.Socket)]
    [InlineData("", null)]
    [InlineData("0", null)]
    [InlineData("memory", null)]
    public void Shared_memory_is_refused_by_a_setting(string text, LinkKind? kind)
    {
        Setting<NodeOptions> setting = NodeSettings.All.Single(static s => s.Name == nameof(NodeOptions.Link));
        var node = new NodeOptions();

        Assert.Equal(kind is not null, setting.TrySet(node, text));
        Assert.Equal(kind ?? LinkKind.Auto, LinkSettings.Of(node).Kind);
        Assert.Equal("auto or socket", setting.Expected);
    }
}
