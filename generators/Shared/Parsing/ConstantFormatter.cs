using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TopoGen.Generators;

/// <summary>Default values of parameters as C# expressions.</summary>
internal static class ConstantFormatter
{
    public static string Default(IParameterSymbol parameter)
    {
        object? value = parameter.HasExplicitDefaultValue ? parameter.ExplicitDefaultValue : null;
        ITypeSymbol type = parameter.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : parameter.Type;
        return value is null ? "default" : Literal(value, type);
    }

    private static string Literal(object value, ITypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Enum)
        {
            IFieldSymbol? member = type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(f => f.HasConstantValue && Equals(f.ConstantValue, value));
            string enumName = TypeNames.Of(type);
            return member is not null
                ? $"{enumName}.{TypeNames.Identifier(member.Name)}"
                : $"({enumName})({((IFormattable)value).ToString(null, CultureInfo.InvariantCulture)})";
        }

        return value switch
        {
            string text => TypeNames.Literal(text),
            char c => SymbolDisplay.FormatLiteral(c, quote: true),
            bool b => b ? "true" : "false",
            double.NaN => "double.NaN",
            double.PositiveInfinity => "double.PositiveInfinity",
            double.NegativeInfinity => "double.NegativeInfinity",
            double d => d.ToString("R", CultureInfo.InvariantCulture) + "d",
            float.NaN => "float.NaN",
            float.PositiveInfinity => "float.PositiveInfinity",
            float.NegativeInfinity => "float.NegativeInfinity",
            float f => f.ToString("R", CultureInfo.InvariantCulture) + "f",
            decimal m => m.ToString(CultureInfo.InvariantCulture) + "m",
            long l => l == long.MinValue ? "long.MinValue" : l.ToString(CultureInfo.InvariantCulture) + "L",
            ulong u => u.ToString(CultureInfo.InvariantCulture) + "UL",
            uint u => u.ToString(CultureInfo.InvariantCulture) + "U",
            int i => i.ToString(CultureInfo.InvariantCulture),
            IFormattable number => $"({TypeNames.Of(type)})({number.ToString(null, CultureInfo.InvariantCulture)})",
            _ => "default",
        };
    }
}
