using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Adds generated files.</summary>
internal static class SourceOutput
{
    /// <summary>Where an emitter fails, what the declaration must have implemented is written as a stub, and the failure is reported.</summary>
    public static void Add<T>(
        SourceProductionContext output, string hintName, T model, Func<T, string> emit, Func<T, Problem, T> withProblem)
    {
        string text;
        try
        {
            text = emit(model);
        }
        catch (Exception exception)
        {
            Problem problem = Problems.Internal(exception);
            output.ReportDiagnostic(problem.ToDiagnostic(hintName, Location.None));
            text = emit(withProblem(model, problem));
        }

        output.AddSource(hintName, text);
    }
}
