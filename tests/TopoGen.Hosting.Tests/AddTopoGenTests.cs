using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TopoGen.Hosting.Checkpoints;
using TopoGen.Hosting.Terminal;
using TopoGen.Hosting.Tests.Checkpoints;
using TopoGen.Hosting.Tests.Topologies;

namespace TopoGen.Hosting.Tests;

[Collection(nameof(Environment))]
public sealed class AddTopoGenTests
{
    [Fact]
    public async Task A_topology_runs_in_somebodys_own_host_with_its_configuration()
    {
        var results = new Results();
        using IHost host = Build(services => services.AddSingleton(results).AddTopoGen<Numbers>(), ("TopoGen:Parameters:Many", "5"));
        await host.StartAsync();
        BackgroundService service = Assert.Single(host.Services.GetServices<IHostedService>().OfType<BackgroundService>());
        await service.ExecuteTask!.WaitAsync(TimeSpan.FromMinutes(1));
        await host.StopAsync();

        Assert.Equal(10, results.Sum);
    }

    [Fact]
    public async Task Several_topologies_share_host_and_configuration()
    {
        var results = new Results();
        var gate = new Endless.Gate();
        using IHost host = Build(
            services => services.AddSingleton(results).AddSingleton(gate).AddTopoGen<Numbers>().AddTopoGen<Endless>(o => o.Executors = 1),
            ("TopoGen:Components:Gated", "2"),
            ("TopoGen:DrainTimeout", "2m"));
        await host.StartAsync();
        await gate.Passed.WaitAsync(TimeSpan.FromMinutes(1));
        foreach (BackgroundService numbers in host.Services.GetServices<IHostedService>().OfType<BackgroundService>().Take(1))
        {
            await numbers.ExecuteTask!.WaitAsync(TimeSpan.FromMinutes(1));
        }

        await host.StopAsync();

        Assert.Equal(4950, results.Sum);
        Assert.True(host.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout > TimeSpan.FromMinutes(2));
    }

    [Fact]
    public void Components_are_given_the_machines_clock_unless_the_host_has_another()
    {
        using IHost plain = Build(services => services.AddTopoGen<Numbers>());
        using IHost other = Build(services => services.AddSingleton<TimeProvider>(new OwnClock()).AddTopoGen<Numbers>());

        Assert.Same(TimeProvider.System, plain.Services.GetRequiredService<TimeProvider>());
        Assert.IsType<OwnClock>(other.Services.GetRequiredService<TimeProvider>());
    }

    [Fact]
    public async Task A_wrong_setting_stops_the_start_of_the_host()
    {
        using IHost host = Build(services => services.AddSingleton(new Results()).AddTopoGen<Numbers>(), ("TopoGen:Executors", "0"));

        var mistake = await Assert.ThrowsAsync<TopologyInputException>(() => host.StartAsync());

        Assert.Equal("TopoGen:Executors is '0'; expected a whole number, 1 to 1,024.", mistake.Message);
    }

    [Theory]
    [InlineData("input", 2, "Topology faulty failed: The input is no good; take another.")]
    [InlineData("open", 1, "Topology faulty failed: ")]
    public async Task A_failing_topology_stops_the_host_and_sets_the_exit_code(string where, int code, string message)
    {
        int before = Environment.ExitCode;
        try
        {
            Environment.ExitCode = 0;
            using var console = new TestHost();
            using IHost host = Build(
                services => services.AddLogging(l => l.AddProvider(new LineLoggerProvider(console))).AddTopoGen<Faulty>(),
                ("TopoGen:Parameters:Where", where));
            await host.StartAsync();
            BackgroundService service = Assert.Single(host.Services.GetServices<IHostedService>().OfType<BackgroundService>());
            await Assert.ThrowsAnyAsync<Exception>(() => service.ExecuteTask!.WaitAsync(TimeSpan.FromMinutes(1)));
            await host.WaitForShutdownAsync().WaitAsync(TimeSpan.FromMinutes(1));

            Assert.Equal(code, Environment.ExitCode);
            string line = Assert.Single(console.Errors.Split('\n'), l => l.Contains("Topology faulty", StringComparison.Ordinal));
            Assert.Contains(message, line, StringComparison.Ordinal);
        }
        finally
        {
            Environment.ExitCode = before;
        }
    }

    [Fact]
    public async Task A_topology_with_epochs_goes_on_from_the_folder_of_its_name_when_the_host_starts_again()
    {
        using var folder = new TemporaryFolder();
        var stores = new FakeStores();
        var first = new Ledger.Book { Written = 400 };
        using (IHost host = Build(first))
        {
            await host.StartAsync();
            await first.IsRead.InTime();
            await host.StopAsync();
        }

        var second = new Ledger.Book();
        using (IHost host = Build(second))
        {
            await host.StartAsync();
            BackgroundService service = Assert.Single(host.Services.GetServices<IHostedService>().OfType<BackgroundService>());
            await service.ExecuteTask!.InTime();
            await host.StopAsync();
        }

        Assert.Null(first.Total);
        Assert.Equal(1000 * 1001 / 2, second.Total);
        Assert.Equal([folder["ledger"]], stores.Folders);
        Assert.Empty(Directory.GetFiles(folder["ledger"]));

        IHost Build(Ledger.Book book) => AddTopoGenTests.Build(
            services => services.AddSingleton(book).AddSingleton<ICheckpointStores>(stores).AddTopoGen<Ledger>(), ("TopoGen:Data", folder.Path));
    }

    [Fact]
    public async Task A_topology_with_epochs_refuses_another_input_than_it_had_read()
    {
        int before = Environment.ExitCode;
        using var folder = new TemporaryFolder();
        var stores = new FakeStores();
        try
        {
            var first = new Ledger.Book { Written = 400 };
            using (IHost host = Build(first, "one"))
            {
                await host.StartAsync();
                await first.IsRead.InTime();
                await host.StopAsync();
            }

            using (IHost host = Build(new Ledger.Book(), "two"))
            {
                await host.StartAsync();
                BackgroundService service = Assert.Single(host.Services.GetServices<IHostedService>().OfType<BackgroundService>());
                var mistake = await Assert.ThrowsAsync<TopologyInputException>(() => service.ExecuteTask!.InTime());
                await host.WaitForShutdownAsync().InTime();

                Assert.StartsWith("ledger: INPUT is 'two', but the run of '", mistake.Message, StringComparison.Ordinal);
                Assert.EndsWith($"has 'one'; set it back, or remove the folder '{folder["ledger"]}' to begin anew.", mistake.Message, StringComparison.Ordinal);
            }
        }
        finally
        {
            Environment.ExitCode = before;
        }

        IHost Build(Ledger.Book book, string input) => AddTopoGenTests.Build(
            services => services.AddSingleton(book).AddSingleton<ICheckpointStores>(stores).AddTopoGen<Ledger>(),
            ("TopoGen:Data", folder.Path),
            ("TopoGen:Parameters:Inputs", input));
    }

    private static IHost Build(Action<IServiceCollection> services, params (string Key, string Value)[] settings)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        services(builder.Services);
        return builder.Build();
    }

    private sealed class OwnClock : TimeProvider;
}
