using Microsoft.CodeAnalysis.Editing;

namespace TopoGen.CodeFixes;

/// <summary>One way to mend a diagnostic.</summary>
/// <param name="Title">What it does, as the user chooses it.</param>
/// <param name="Key">Equal for what fix-all may do everywhere at once.</param>
/// <param name="Apply">Edits the document.</param>
internal sealed record Remedy(string Title, string Key, Action<SyntaxEditor> Apply);
