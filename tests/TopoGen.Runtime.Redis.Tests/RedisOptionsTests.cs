namespace TopoGen.Runtime.Redis.Tests;

public sealed class RedisOptionsTests
{
    [Theory]
    [InlineData("redis.example", "redis.example", 6379, 0, null, null, false)]
    [InlineData("redis.example:7000", "redis.example", 7000, 0, null, null, false)]
    [InlineData("127.0.0.1:7000", "127.0.0.1", 7000, 0, null, null, false)]
    [InlineData("[::1]:7000", "::1", 7000, 0, null, null, false)]
    [InlineData("::1", "::1", 6379, 0, null, null, false)]
    [InlineData("redis://redis.example", "redis.example", 6379, 0, null, null, false)]
    [InlineData("redis://redis.example:7000/3", "redis.example", 7000, 3, null, null, false)]
    [InlineData("redis://:pass%40word@redis.example", "redis.example", 6379, 0, null, "pass@word", false)]
    [InlineData("rediss://user:a:b@redis.example:7000/1", "redis.example", 7000, 1, "user", "a:b", true)]
    [InlineData("redis://[::1]:7000/", "::1", 7000, 0, null, null, false)]
    public void An_address_is_read(string text, string host, int port, int database, string? user, string? password, bool tls)
    {
        RedisOptions options = RedisOptions.Parse(text);

        Assert.Equal((host, port), options.SplitAddress());
        Assert.Equal((database, user, password, tls), (options.Database, options.User, options.Password, options.Tls));
    }

    [Theory]
    [InlineData("", "Address")]
    [InlineData("host:", "Address")]
    [InlineData("host:0", "Address")]
    [InlineData("host:70000", "Address")]
    [InlineData("host:port", "Address")]
    [InlineData("ho st:1", "Address")]
    [InlineData("redis://host/first", "Database")]
    [InlineData("redis://host/99999999", "Database")]
    [InlineData("http://host", "redis://")]
    [InlineData("redis://user@host", "password")]
    [InlineData("redis://host?x=1", "redis://")]
    [InlineData("redis://", "redis://")]
    public void What_is_no_address_is_refused_with_what_is_expected(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<TopologyInputException>(() => RedisOptions.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_refused_address_does_not_give_its_password_away() =>
        Assert.DoesNotContain("secret", Assert.Throws<TopologyInputException>(() => RedisOptions.Parse("redis://user:secret@ho st")).Message, StringComparison.Ordinal);

    [Fact]
    public void Neither_does_its_text() =>
        Assert.Equal("rediss://user@host:7000/1", RedisOptions.Parse("rediss://user:secret@host:7000/1").ToString());

    [Fact]
    public void Options_that_cannot_be_used_are_refused_by_name()
    {
        Refuses(new RedisOptions { Database = -1 }, "Redis Database is '-1'; expected a number");
        Refuses(new RedisOptions { User = "u" }, "Redis User is 'u'; expected a password");
        Refuses(new RedisOptions { Prefix = "" }, "Redis Prefix is ''; expected letters");
        Refuses(new RedisOptions { Prefix = "a{b}" }, "Redis Prefix is 'a{b}'; expected letters");
        Refuses(new RedisOptions { CaFile = "/ca.pem" }, "Redis CaFile is '/ca.pem'; expected TLS");
        Refuses(new RedisOptions { CaFile = "/no/ca.pem", Tls = true }, "Redis CaFile is '/no/ca.pem'; expected a PEM file");
        Refuses(new RedisOptions { OperationTimeout = TimeSpan.Zero }, "Redis OperationTimeout is '00:00:00'; expected a time");
        Refuses(new RedisOptions { ConnectTimeout = TimeSpan.FromHours(1) }, "Redis ConnectTimeout is '01:00:00'; expected a time");

        static void Refuses(RedisOptions options, string message) =>
            Assert.StartsWith(message, Assert.Throws<TopologyInputException>(options.Validate).Message, StringComparison.Ordinal);
    }
}
