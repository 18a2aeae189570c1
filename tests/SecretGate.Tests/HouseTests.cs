using System.Text.RegularExpressions;
using Mono.Cecil;

namespace SecretGate.Tests;

/// <summary>The rooms of the library and the arrows between them (docs/design.md, section 2), over the compiled assembly.</summary>
public sealed partial class HouseTests
{
    // Each room may use the rooms in front of it in this list, but for the pairs that must not know each other.
    private static readonly string[] Rooms = ["Decoding", "Images", "Detection", "Findings", "Attribution", "Policy", "Reporting"];
    private static readonly (string, string)[] Strangers = [("Images", "Detection"), ("Detection", "Images")];

    [Fact]
    public void A_room_uses_only_rooms_to_its_left()
    {
        using var module = ModuleDefinition.ReadModule(typeof(GateException).Assembly.Location);
        var arrows =
            from type in module.GetTypes()
            let room = RoomOf(type.FullName)
            where room is not null
            from used in UsedTypes(type)
            let other = RoomOf(used)
            where other is not null && other != room
            where Array.IndexOf(Rooms, other) > Array.IndexOf(Rooms, room) || Strangers.Contains((room, other))
            select $"{type.FullName} uses {used}";

        arrows.Distinct().ShouldBeEmpty();
    }

    private static string? RoomOf(string typeName) =>
        RoomName().Match(typeName) is { Success: true } match && Rooms.Contains(match.Groups[1].Value) ? match.Groups[1].Value : null;

    private static IEnumerable<string> UsedTypes(TypeDefinition type)
    {
        var references = new List<TypeReference?> { type.BaseType };
        references.AddRange(type.Interfaces.Select(i => i.InterfaceType));
        references.AddRange(type.Fields.Select(f => f.FieldType));
        foreach (var method in type.Methods)
        {
            references.Add(method.ReturnType);
            references.AddRange(method.Parameters.Select(p => p.ParameterType));
            if (!method.HasBody)
            {
                continue;
            }

            references.AddRange(method.Body.Variables.Select(v => v.VariableType));
            foreach (var instruction in method.Body.Instructions)
            {
                references.Add(instruction.Operand switch
                {
                    MethodReference used => used.DeclaringType,
                    FieldReference used => used.DeclaringType,
                    TypeReference used => used,
                    _ => null,
                });
            }
        }

        return references.Where(r => r is not null).Select(r => r!.FullName);
    }

    [GeneratedRegex(@"SecretGate\.(\w+)\.")]
    private static partial Regex RoomName();
}
