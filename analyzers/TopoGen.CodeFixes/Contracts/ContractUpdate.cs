using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using TopoGen.Analyzers.Contracts;
using TopoGen.Contracts;

namespace TopoGen.CodeFixes.Contracts;

/// <summary>Writes the contract file of a project, or writes it anew.</summary>
internal static class ContractUpdate
{
    public static TextDocument? FileOf(Project project)
        => project.AdditionalDocuments.FirstOrDefault(static document => Path.GetFileName(document.FilePath ?? document.Name) == ContractFile.Name);

    /// <returns>The solution with the file as the project is now; as it was where that is not known.</returns>
    public static async Task<Solution> ApplyAsync(Project project, CancellationToken cancellation)
    {
        if (await project.GetCompilationAsync(cancellation).ConfigureAwait(false) is not { } compilation
            || DeclaredContracts.FileOf(compilation, cancellation) is not { } text)
        {
            return project.Solution;
        }

        if (FileOf(project) is { } file)
        {
            SourceText before = await file.GetTextAsync(cancellation).ConfigureAwait(false);
            return project.Solution.WithAdditionalDocumentText(file.Id, SourceText.From(text, before.Encoding ?? Encoding.UTF8));
        }

        string? folder = Path.GetDirectoryName(project.FilePath);
        return project.AddAdditionalDocument(
            ContractFile.Name,
            SourceText.From(text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)),
            filePath: folder is null ? ContractFile.Name : Path.Combine(folder, ContractFile.Name)).Project.Solution;
    }
}
