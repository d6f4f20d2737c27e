using System.Diagnostics;
using System.Text;

namespace TopoGen.Integration.Tests;

/// <summary>The built executable of a sample.</summary>
internal class SampleProcess : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    /// <param name="sample">Which one.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="args">Its command line.</param>
    public SampleProcess(string sample, string folder, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, sample + ".dll"), .. args])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        start.Environment["XDG_STATE_HOME"] = TemporaryFolder.StateOf(folder);
        _process = Process.Start(start)!;
        _output = _process.StandardOutput.ReadToEndAsync();
        _error = _process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    /// <summary>The workers that it has started and that are alive.</summary>
    public int[] Workers =>
    [
        .. Directory.GetDirectories($"/proc/{Id}/task")
            .SelectMany(task => File.ReadAllText($"{task}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse))
            .Where(child => File.ReadAllText($"/proc/{child}/cmdline").Split('\0').Contains("worker")),
    ];

    public Stream Input => _process.StandardInput.BaseStream;

    public async Task<(int Code, string Output, string Error)> EndAsync()
    {
        using var deadline = new CancellationTokenSource(Deadline);
        await _process.WaitForExitAsync(deadline.Token);
        return (_process.ExitCode, await _output, await _error);
    }

    public static async Task MakePipeAsync(string path)
    {
        using Process make = Process.Start("mkfifo", [path]);
        await make.WaitForExitAsync();
        Assert.Equal(0, make.ExitCode);
    }

    /// <summary>Waits for what blocks until the process has come so far.</summary>
    public async Task<T> UntilAsync<T>(Func<T> blocking)
    {
        Task<T> done = Task.Run(blocking);
        Task ended = _process.WaitForExitAsync();
        Assert.True(await Task.WhenAny(done, ended).WaitAsync(Deadline) == done, "the process ended too early");
        return await done;
    }

    /// <summary>Waits until it has ended or a condition holds.</summary>
    /// <returns>Whether it still runs.</returns>
    public async Task<bool> UntilAsync(Func<bool> condition)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        using var deadline = new CancellationTokenSource(Deadline);
        while (!_process.HasExited && !condition())
        {
            await timer.WaitForNextTickAsync(deadline.Token);
        }

        return !_process.HasExited;
    }

    /// <summary><c>kill -9</c>.</summary>
    public Task KillAsync()
    {
        _process.Kill();
        return _process.WaitForExitAsync();
    }

    /// <summary><c>kill -9</c> of a process that it has started.</summary>
    public static async Task KillAsync(int process)
    {
        using Process kill = Process.Start("kill", ["-KILL", $"{process}"]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }

    public async Task TerminateAsync()
    {
        using Process kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
