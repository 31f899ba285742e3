using System.Text.Json;
using Genomlys.Shared.Access;

namespace Genomlys.Tests.Bars;

/// <summary>A field of a register as fields.csv, written by hand, says it: how far it goes, and whether the one a record is of sees it too.</summary>
internal sealed record FieldLine(string Register, string Field, Secrecy Class, bool IsOwn)
{
    public static IReadOnlyList<FieldLine> All { get; } = [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Bars", "fields.csv")).Skip(1).Where(l => l is not "").Select(l => l.Split(';'))
        .Select(l => new FieldLine(l[0], l[1], Enum.Parse<Secrecy>(l[2]), l[3] is "own"))];
}

/// <summary>Which fields someone sees, by fields.csv and by how far his role goes (the line "class" of matrix.csv).</summary>
internal sealed partial class Matrix
{
    private async Task FieldsAsync(Principal principal)
    {
        foreach (var register in world.Registers.Where(r => Cell(areaOf[r.Name], "read", principal) is not ("!" or "-")))
        {
            var lines = FieldLine.All.Where(l => l.Register == register.Name).ToList();
            var cleared = areaOf[register.Name] is "Reference" ? Secrecy.Restricted : Enum.Parse<Secrecy>(Cell("", "class", principal));
            var seen = lines.Where(l => l.Class <= cleared).Select(l => l.Field).ToHashSet();
            if (JsonDocument.Parse(await TextAsync(principal, $"/api{register.Path}")).RootElement.GetProperty("items").EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } item)
                Same("the API", item.EnumerateObject().Select(p => p.Name).Except(["id", "version"]));
            if (principal.Token is "")
                Same("the export", (await TextAsync(principal, $"{register.Path}/export.csv")).Split('\n')[0].TrimStart('\ufeff').TrimEnd('\r').Split(';').Select(label => register.Fields.FirstOrDefault(f => f.Label == label.Trim('"'))?.Key ?? label));
            foreach (var hidden in lines.Where(l => !seen.Contains(l.Field)))
                foreach (var asked in new[] { $"{hidden.Field}=*", $"sort={hidden.Field}", $"columns={hidden.Field}" })
                {
                    using var request = new HttpRequestMessage(HttpMethod.Get, $"/api{register.Path}?{asked}");
                    if ((await SendAsync(principal, request)).Status is not System.Net.HttpStatusCode.BadRequest)
                        Deviations.Add($"{principal.Name} {register.Name}: may ask for {asked}");
                }

            void Same(string where, IEnumerable<string> keys)
            {
                Probes++;
                if (keys.ToHashSet() is var said && !said.SetEquals(seen))
                    Deviations.Add($"{principal.Name} {register.Name}: {where} shows {string.Join(", ", said.Except(seen))} and not {string.Join(", ", seen.Except(said))}");
            }
        }
    }
}
