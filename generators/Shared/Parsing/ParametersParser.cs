using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Symbol to <see cref="ParametersModel"/>.</summary>
internal static class ParametersParser
{
    public static Parsed<ParametersModel> Parse(INamedTypeSymbol type, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var problems = new ProblemCollector();
        var parameters = new List<ParameterModel>();
        IMethodSymbol? constructor = PrimaryConstructor(type);
        if (!type.IsRecord || constructor is null || type.IsAbstract || type.IsGenericType)
        {
            problems.Add(TG0702.Rule, null, "parameters are listed by the constructor of a record", $"declare 'sealed record {type.Name}(int Top = 20)'");
        }
        else
        {
            foreach (IParameterSymbol parameter in constructor.Parameters)
            {
                if (Parameter(parameter, problems) is { } read)
                {
                    parameters.Add(read);
                }
            }

            CheckNames(parameters, constructor, problems);
        }

        var model = new ParametersModel(
            TypeNames.Of(type), TypeShapeParser.Parse(type).Path, type.ContainingTopology(), parameters.ToEquatableArray(), problems.First);
        return new Parsed<ParametersModel>(model, problems.Findings);
    }

    /// <summary>A record with a problem; its topology has it as well.</summary>
    public static ParametersModel Stub(INamedTypeSymbol type, Problem problem)
        => new(TypeNames.Of(type), TypeShapeParser.Parse(type).Path, type.ContainingTopology(), [], problem);

    /// <summary>The one that made the record's properties: of all others, none shares its syntax with the class.</summary>
    private static IMethodSymbol? PrimaryConstructor(INamedTypeSymbol type)
        => type.InstanceConstructors.FirstOrDefault(static c => !c.IsImplicitlyDeclared
            && c.DeclaringSyntaxReferences is [var reference]
            && reference.GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.RecordDeclarationSyntax);

    private static void CheckNames(List<ParameterModel> parameters, IMethodSymbol constructor, ProblemCollector problems)
    {
        Location? At(ParameterModel wrong) => constructor.Parameters.FirstOrDefault(p => p.Name == wrong.Setting) is { } parameter ? Spot.Of(parameter) : null;

        foreach (IGrouping<string, ParameterModel> group in parameters.GroupBy(static p => p.Name, StringComparer.Ordinal))
        {
            if (group.Count() > 1)
            {
                problems.Add(TG0702.Rule, At(group.Last()), $"two parameters are called '{group.Key}'", "give one of them another [Parameter(Name = ...)]");
            }

            if (group.Key.Length == 0 || group.Key[0] == '-' || !group.Key.All(static c => c == '-' || char.IsLetterOrDigit(c)))
            {
                problems.Add(TG0702.Rule, At(group.First()), $"'{group.Key}' is not an option name", "use letters, digits and '-'");
            }
        }

        if (parameters.Count(static p => p.IsPositional) > 1)
        {
            problems.Add(TG0702.Rule, At(parameters.Last(static p => p.IsPositional)), "several parameters are positional", "leave one; a string[] takes all values");
        }
    }

    private static ParameterModel? Parameter(IParameterSymbol parameter, ProblemCollector problems)
    {
        ITypeSymbol type = parameter.Type;
        if (type.TypeKind == TypeKind.Error)
        {
            problems.AddConsequence($"the type of '{parameter.Name}' is unknown");
            return null;
        }

        bool isList = type is IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_String };
        ITypeSymbol inner = isList ? ((IArrayTypeSymbol)type).ElementType
            : type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0]
            : type;
        if (Reader(inner) is not { } reader || parameter.RefKind != RefKind.None)
        {
            problems.Add(
                TG0702.Rule,
                Spot.TypeOf(parameter),
                $"parameter '{parameter.Name}' is of type '{TypeNames.Short(type)}', which cannot be read from text",
                "use string, bool, a number, TimeSpan, an enum, a nullable of these, or string[]");
            return null;
        }

        AttributeData? attribute = parameter.Find(KnownNames.ParameterAttribute);
        string? @default = parameter.HasExplicitDefaultValue ? ConstantFormatter.Default(parameter) : null;
        return new ParameterModel(
            attribute?.Argument<string?>("Name", null) ?? Kebab(parameter.Name),
            parameter.Name,
            TypeRef.Of(isList ? type : inner) with { IsAnnotated = false },
            attribute?.Text() ?? "",
            attribute?.Argument<string?>("ValueName", null),
            attribute?.Argument("Positional", false) ?? false,
            isList,
            inner.SpecialType == SpecialType.System_Boolean,
            @default,
            DefaultText(parameter, inner),
            reader.Expected,
            reader.Parser);
    }

    private static (string Parser, string Expected)? Reader(ITypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Enum)
        {
            IEnumerable<string> members = type.GetMembers().OfType<IFieldSymbol>().Where(static f => f.HasConstantValue).Select(static f => f.Name);
            return ($"Enum<{TypeNames.Of(type)}>", "one of " + string.Join(", ", members));
        }

        if (type.SpecialType == SpecialType.System_String)
        {
            return ("Text", "text");
        }

        if (TypeNames.Of(type) == "global::System.TimeSpan")
        {
            return ("Time", "a time such as 250ms or 30s");
        }

        string? expected = type.SpecialType switch
        {
            SpecialType.System_Boolean => "true or false",
            SpecialType.System_SByte => WholeNumber(sbyte.MinValue, (ulong)sbyte.MaxValue),
            SpecialType.System_Int16 => WholeNumber(short.MinValue, (ulong)short.MaxValue),
            SpecialType.System_Int32 => WholeNumber(int.MinValue, int.MaxValue),
            SpecialType.System_Int64 => WholeNumber(long.MinValue, long.MaxValue),
            SpecialType.System_Byte => WholeNumber(0, byte.MaxValue),
            SpecialType.System_UInt16 => WholeNumber(0, ushort.MaxValue),
            SpecialType.System_UInt32 => WholeNumber(0, uint.MaxValue),
            SpecialType.System_UInt64 => WholeNumber(0, ulong.MaxValue),
            SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal => "a number",
            _ => null,
        };
        return expected is null ? null : ($"Value<{TypeNames.Of(type)}>", expected);
    }

    private static string WholeNumber(long least, ulong most)
        => string.Format(CultureInfo.InvariantCulture, "a whole number, {0:N0} to {1:N0}", least, most);

    private static string? DefaultText(IParameterSymbol parameter, ITypeSymbol type)
    {
        object? value = parameter.HasExplicitDefaultValue ? parameter.ExplicitDefaultValue : null;
        return value switch
        {
            null or false or "" => null,
            true => "true",
            _ when type.TypeKind == TypeKind.Enum
                => type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(f => f.HasConstantValue && Equals(f.ConstantValue, value))?.Name,
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString(),
        };
    }

    /// <summary><c>MaxWords</c> to <c>max-words</c>, <c>UseTLS12</c> to <c>use-tls12</c>.</summary>
    private static string Kebab(string name)
    {
        var text = new StringBuilder();
        for (int i = 0; i < name.Length; i++)
        {
            char c = name[i];
            bool startsWord = char.IsUpper(c) && i > 0
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (c == '_' || startsWord)
            {
                if (text.Length > 0 && text[text.Length - 1] != '-')
                {
                    text.Append('-');
                }
            }

            if (c != '_')
            {
                text.Append(char.ToLowerInvariant(c));
            }
        }

        return text.ToString();
    }
}
