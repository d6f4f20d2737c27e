using System.Globalization;

namespace TopoGen.Generators;

/// <summary><see cref="ParametersModel"/> to a method of its topology.</summary>
internal static class ParametersEmitter
{
    private const string Definition = KnownNames.Runtime + "ParametersDefinition";

    public static void Emit(SourceWriter writer, ParametersModel model)
    {
        writer.WriteLine();
        writer.WriteLine($"private static {Definition} __Parameters() => new()");
        using (writer.WriteBlock("{", "};"))
        {
            writer.WriteLine($"Type = typeof({model.FullName}),");
            writer.WriteLine("Parameters =");
            using (writer.WriteBlock("[", "],"))
            {
                foreach (ParameterModel parameter in model.Parameters)
                {
                    Parameter(writer, parameter);
                }
            }

            if (model.Parameters.IsEmpty)
            {
                writer.WriteLine($"Create = static _ => new {model.FullName}(),");
                return;
            }

            writer.WriteLine($"Create = static values => new {model.FullName}(");
            using (writer.Indent())
            {
                for (int i = 0; i < model.Parameters.Count; i++)
                {
                    writer.WriteLine(Argument(model.Parameters[i], i) + (i == model.Parameters.Count - 1 ? ")," : ","));
                }
            }
        }
    }

    private static void Parameter(SourceWriter writer, ParameterModel parameter)
    {
        writer.WriteLine($"new {KnownNames.Runtime}ParameterDefinition");
        using (writer.WriteBlock("{", "},"))
        {
            writer.WriteLine($"Name = {TypeNames.Literal(parameter.Name)},");
            writer.WriteLine($"Setting = {TypeNames.Literal(parameter.Setting)},");
            Optional(writer, "Description", parameter.Description.Length == 0 ? null : parameter.Description);
            Optional(writer, "ValueName", parameter.ValueName);
            Flag(writer, "IsPositional", parameter.IsPositional);
            Flag(writer, "IsRequired", parameter.Default is null);
            Flag(writer, "IsList", parameter.IsList);
            Flag(writer, "IsFlag", parameter.IsFlag);
            Optional(writer, "DefaultText", parameter.DefaultText);
            writer.WriteLine($"Expected = {TypeNames.Literal(parameter.Expected)},");
            writer.WriteLine($"Parse = {KnownNames.Runtime}ParameterParser.{parameter.Parser},");
        }
    }

    private static void Optional(SourceWriter writer, string property, string? value)
    {
        if (value is not null)
        {
            writer.WriteLine($"{property} = {TypeNames.Literal(value)},");
        }
    }

    private static void Flag(SourceWriter writer, string property, bool value)
    {
        if (value)
        {
            writer.WriteLine($"{property} = true,");
        }
    }

    private static string Argument(ParameterModel parameter, int index)
    {
        string at = index.ToString(CultureInfo.InvariantCulture);
        return parameter.Default is null
            ? $"({parameter.Type.FullName})values[{at}]!"
            : $"values[{at}] is {parameter.Type.FullName} value{at} ? value{at} : {parameter.Default}";
    }
}
