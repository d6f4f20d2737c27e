using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TopoGen.Analyzers;

/// <summary>Calls that change something outside of the process. Those that only ask are not among them.</summary>
internal sealed class ExternalEffects(Compilation compilation)
{
    private readonly CallTable _calls = new(
        compilation,
        ("System.Console", "Write WriteLine"),
        ("System.IO.File", "Write* Append* Create* Delete Move Copy Replace OpenWrite"),
        ("System.IO.Directory", "Create* Delete Move"),
        ("System.Net.Http.HttpClient", "PostAsync PutAsync PatchAsync DeleteAsync"),
        ("System.Net.Http.Json.HttpClientJsonExtensions", "Post* Put* Patch* Delete*"),
        ("System.Net.Mail.SmtpClient", "Send*"),
        ("System.Net.Sockets.UdpClient", "Send*"),
        ("System.Net.Sockets.Socket", "Send*"),
        ("System.Net.Sockets.NetworkStream", "Write*"),
        ("System.Data.Common.DbCommand", "ExecuteNonQuery*"),
        ("System.Diagnostics.Process", "Start"));

    /// <summary>Whether effects there would come a second time when an epoch is repeated.</summary>
    public bool Concern(ComponentInfo component, CodeContext when)
        => component is { Delivery: Delivery.ExactlyOnce, Kind: ComponentKind.Bolt or ComponentKind.Library }
            && (when & (CodeContext.Handler | CodeContext.AsyncHandler | CodeContext.Tick)) != 0;

    /// <summary>What is done; null where it is no effect.</summary>
    public string? Name(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (_calls.Contains(method))
        {
            return $"{method.ContainingType.Name}.{method.Name}";
        }

        // Console.Out and Console.Error are writers like others, but for how one gets at them.
        if (call.Instance?.Unwrapped() is IPropertyReferenceOperation { Property: { Name: "Out" or "Error", ContainingType: { Name: "Console", ContainingNamespace.Name: "System" } } property }
            && method.Name.StartsWith("Write", StringComparison.Ordinal))
        {
            return $"Console.{property.Name}.{method.Name}";
        }

        return IsRedisWrite(method) ? $"{method.ContainingType.Name}.{method.Name}" : null;
    }

    private static bool IsRedisWrite(IMethodSymbol method)
        => method.ContainingType is { Name: "IDatabase" or "IDatabaseAsync" or "ISubscriber", ContainingNamespace: { Name: "Redis", ContainingNamespace.Name: "StackExchange" } }
            && Writes.Any(word => method.Name.Contains(word));

    private static readonly string[] Writes =
        ["Set", "Push", "Pop", "Increment", "Decrement", "Append", "Delete", "Add", "Remove", "Move", "Rename", "Expire", "Persist", "Publish", "Trim", "Execute", "ScriptEvaluate"];
}
