using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Puts mutants into copies of the sources. A mutant's file says what it breaks, and then, for each place: <c>--- FILE</c>, the text that is
/// there now, <c>+++</c>, the text in its place. A place that is not found once is no error here: the mutant's test says so.
/// </summary>
public sealed class ApplyMutants : Task
{
    private const string From = "--- ";
    private const string To = "+++";

    private readonly Dictionary<string, string> _texts = new Dictionary<string, string>();
    private readonly StringBuilder _problems = new StringBuilder();

    [Required]
    public string[] Mutants { get; set; }

    [Required]
    public string Root { get; set; }

    [Required]
    public string Into { get; set; }

    /// <summary>What is to be compiled; with copies in the place of some when the task has run.</summary>
    [Required]
    [Output]
    public string[] Sources { get; set; }

    public override bool Execute()
    {
        foreach (string mutant in Mutants.OrderBy(m => m, StringComparer.Ordinal))
        {
            Apply(Path.GetFileNameWithoutExtension(mutant), File.ReadAllLines(mutant));
        }

        var copies = _texts.ToDictionary(t => t.Key, t => Path.Combine(Into, t.Key));
        foreach (KeyValuePair<string, string> text in _texts)
        {
            Write(copies[text.Key], text.Value);
        }

        string names = Path.Combine(Into, "Mutant.g.cs");
        Write(names, Names());
        var originals = copies.ToDictionary(c => Path.GetFullPath(Path.Combine(Root, c.Key)), c => c.Value);
        Sources = Sources.Select(s => originals.TryGetValue(Path.GetFullPath(s), out string copy) ? copy : s).Concat(new[] { names }).ToArray();
        return true;
    }

    private void Apply(string mutant, string[] lines)
    {
        string file = null;
        var before = new List<string>();
        var after = new List<string>();
        List<string> part = null;
        foreach (string line in lines)
        {
            if (line.StartsWith(From, StringComparison.Ordinal))
            {
                Replace(mutant, file, before, after);
                file = line.Substring(From.Length).Trim();
                part = before;
            }
            else if (line == To)
            {
                part = after;
            }
            else if (part != null)
            {
                part.Add(line);
            }
        }

        Replace(mutant, file, before, after);
    }

    private void Replace(string mutant, string file, List<string> before, List<string> after)
    {
        if (file == null)
        {
            return;
        }

        string path = Path.Combine(Root, file);
        string text = _texts.TryGetValue(file, out string known) ? known : File.Exists(path) ? File.ReadAllText(path) : "";
        string old = string.Join("\n", before);
        int at = text.IndexOf(old, StringComparison.Ordinal);
        if (at < 0 || text.IndexOf(old, at + 1, StringComparison.Ordinal) >= 0)
        {
            string found = at < 0 ? "not there" : "there more than once";
            _problems.AppendLine("        [Mutant." + mutant + "] = @\"" + (file + ": this is " + found + ":\n" + old).Replace("\"", "\"\"") + "\",");
        }
        else
        {
            _texts[file] = text.Substring(0, at) + string.Join("\n", after) + text.Substring(at + old.Length);
        }

        before.Clear();
        after.Clear();
    }

    private string Names()
        => "namespace TopoGen;\n\ninternal enum Mutant\n{\n    None,\n"
            + string.Concat(Mutants.Select(Path.GetFileNameWithoutExtension).OrderBy(m => m, StringComparer.Ordinal).Select(m => "    " + m + ",\n"))
            + "}\n\ninternal static partial class Broken\n{\n    public static readonly Dictionary<Mutant, string> Problems = new()\n    {\n"
            + _problems
            + "    };\n}\n";

    private static void Write(string path, string text)
    {
        if (!File.Exists(path) || File.ReadAllText(path) != text)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path));
            File.WriteAllText(path, text);
        }
    }
}
