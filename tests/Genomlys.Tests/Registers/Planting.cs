using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Genomlys.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Registers;

/// <summary>Plants records in any register through its own fields, as a person would fill in its form: whatever texts it takes say the mark. It may point at what all share instead of planting that too.</summary>
internal sealed class Planting(IServiceProvider services, bool reusesShared = false)
{
    private static readonly string[] Numbers = ["3", "2", "1", "2025"];
    private readonly GenomlysDb db = services.GetRequiredService<GenomlysDb>();
    private readonly Dictionary<(Register, string), Guid> planted = [];
    private readonly Dictionary<(Register, string), Dictionary<string, object?>> taken = [];

    public static Task<Id<Unit>[]> UnitsAsync(TestApp app, params string[] paths) => app.Use(async services =>
    {
        services.GetRequiredService<Viewer>().BeProgram();
        return (await UnitsAsync(services.GetRequiredService<GenomlysDb>(), paths)).Select(u => u.Id).ToArray();
    });

    public static async Task<IReadOnlyList<Unit>> UnitsAsync(GenomlysDb db, params string[] paths)
    {
        foreach (var path in paths)
            db.Add(new Unit { Id = Id<Unit>.New(), Name = $"Enhet {path.TrimEnd('/').Split('/')[^1]}", Code = path.TrimEnd('/').Split('/')[^1], Path = path, Level = UnitLevel.Unit });
        await db.SaveChangesAsync();
        return [.. db.Units.Local.Where(u => paths.Contains(u.Path)).OrderBy(u => Array.IndexOf(paths, u.Path))];
    }

    /// <summary>Whether its records belong to a unit, so that only those who may see the unit see them.</summary>
    public static bool IsScoped(Register register) => register.IsOwned;

    /// <summary>What a record of the mark's own points at, instead of something planted for it. Such a record stays in its unit, and numbers tell it apart.</summary>
    public Func<Register, Unit, string, Task<Guid?>>? Refers { get; init; }

    /// <summary>The record's identity, or null when the register takes no new records, or none more like it.</summary>
    public async Task<Guid?> TryRecordAsync(Register register, Unit unit, string mark, int variant)
    {
        try
        {
            return await RecordAsync(register, unit, mark, variant);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The record's identity, or null when the register takes no new records.</summary>
    public async Task<Guid?> RecordAsync(Register register, Unit unit, string mark, int variant = 0, string? secret = null)
    {
        if (!register.CanAdd)
            return null;
        if (planted.TryGetValue((register, mark), out var known))
            return known;
        var said = await SaidAsync(register, unit, mark, variant, secret);
        var refusals = new List<string>();
        for (var attempt = 0; attempt < 12; attempt++)
        {
            db.ChangeTracker.Clear();
            var saved = await register.SaveAsync(db, null, null, said, services.GetRequiredService<TimeProvider>().GetUtcNow(), default);
            db.ChangeTracker.Clear();
            if (saved.Status is SaveStatus.Done)
            {
                taken[(register, mark)] = said;
                return planted[(register, mark)] = saved.Id;
            }
            foreach (var refusal in saved.Refusals)
            {
                refusals.Add($"{refusal.Field}={said.GetValueOrDefault(refusal.Field)}: {refusal.Problem}");
                Reconsider(register, said, refusal.Field, attempt);
            }
        }
        throw new InvalidOperationException($"{register.Name} takes no record that says only what its form offers: {string.Join("; ", refusals.Distinct())}");
    }

    /// <summary>What was said of the record that was planted with the mark.</summary>
    public Dictionary<string, object?> Taken(Register register, string mark) => new(taken[(register, mark)]);

    /// <summary>What one would say of a new record, field by field; each variant says something else, and restricted texts say the secret.</summary>
    private async Task<Dictionary<string, object?>> SaidAsync(Register register, Unit unit, string mark, int variant, string? secret = null)
    {
        var said = new Dictionary<string, object?>();
        foreach (var field in register.Fields.Where(f => f.IsGiven))
            if ((field.IsRequired || variant % 3 < 2) && await ValueAsync(register, field, unit, field.Secrecy is Secrecy.Open ? mark : secret ?? mark, mark, variant) is { } value)
                said[field.Key] = value;
        return said;
    }

    private async Task<object?> ValueAsync(Register register, Field field, Unit unit, string text, string mark, int variant) => field switch
    {
        { IsReference: true } => await ReferenceAsync(register, field, unit, mark, variant),
        { Key: "secrecy", Choices: var classes } => classes[variant % 3].Value,   // never protected: those are planted where they are tried
        { Choices: [var first, ..] } when char.ToUpperInvariant(field.Key[0]) + field.Key[1..] == register.Apart?.Property => first.Value,   // in the register's own area
        { Choices: [_, ..] choices } => choices[variant % choices.Count].Value,
        { Input: "select", IsRequired: true } => (await register.InputsAsync(db, null, default)).First(i => i.Field.Key == field.Key).Choices[variant].Value,   // a text that is one of those there are
        { Input: "date" } => $"2025-0{variant % 9 + 1}-15",
        { Input: "datetime-local" } => $"2025-0{variant % 9 + 1}-15T10:30",
        { Input: "number" } => field.Key.Contains("year", StringComparison.OrdinalIgnoreCase) ? $"{2025 - variant % 2}" : Refers is not null ? $"{variant + 1}" : Numbers[variant % 3],
        _ => Fitting($"{text} {field.Key}", field.MostCharacters(db)),
    };

    /// <summary>Something that is there already, of the same mark; what points at its own kind is left open.</summary>
    private async Task<object?> ReferenceAsync(Register register, Field field, Unit unit, string mark, int variant)
    {
        var target = TargetOf(field);
        if (target == typeof(Unit))
            return unit.Id.ToString();
        if (target == register.RecordType || db.Registers.Of(target) is not { } other)
            return null;
        if ((reusesShared || !other.CanAdd) && !IsScoped(other) && (await other.PageAsync(db, Selection.All, default)).Items is [var shared, ..])
            return shared.Id.ToString();
        return (Refers is null || !IsScoped(other) ? await RecordAsync(other, unit, mark, variant) : await Refers(other, unit, mark))?.ToString();
    }

    private static string Fitting(string text, int? most) => most < text.Length ? text[..most.Value].Trim() : text;

    private static Type TargetOf(Field field)
    {
        var type = field.GetType().GenericTypeArguments[1];
        return (Nullable.GetUnderlyingType(type) ?? type).GenericTypeArguments[0];
    }

    private void Reconsider(Register register, Dictionary<string, object?> said, string key, int attempt)
    {
        var field = register.Fields.FirstOrDefault(f => f.Key == key);
        if (field is null)   // the record as a whole was refused: say only what must be said
            foreach (var optional in register.Fields.Where(f => !f.IsRequired && (Refers is null || !f.IsReference || TargetOf(f) != typeof(Unit))))
                said.Remove(optional.Key);
        else if (Refers is not null && field.IsReference && TargetOf(field) == typeof(Unit))
            return;
        else if (!field.IsRequired)
            said.Remove(key);
        else if (field.Choices is [_, ..] choices)
            said[key] = choices[attempt % choices.Count].Value;
        else if (field.Input is "number")
            said[key] = Numbers[attempt % Numbers.Length];
        else if (field.Input is "text" && said[key] is string text)
            said[key] = new string([.. text.Where(char.IsLetterOrDigit)]);
    }
}
