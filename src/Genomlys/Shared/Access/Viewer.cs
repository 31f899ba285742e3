namespace Genomlys.Shared.Access;

/// <summary>
/// Whoever asks, and what he may. Nobody to begin with, who sees nothing; then a person who has signed in, or the program itself on the machine it runs on
/// (its command line, its start, what it does by itself), which sees all.
/// </summary>
public sealed class Viewer
{
    private IReadOnlyList<Entitlement> entitlements = [];
    private IReadOnlyCollection<Id<Unit>> tops = [];
    private readonly HashSet<Guid> opened = [], seen = [];

    /// <summary>The program itself, where nobody asks over the network.</summary>
    public static Viewer Program => new() { IsProgram = true };

    public bool IsProgram { get; private set; }

    /// <summary>The account of the person; nothing when nobody has signed in.</summary>
    public Guid? Account { get; private set; }
    public string Name { get; private set; } = "";
    public bool IsSomeone => IsProgram || Account is not null;

    /// <summary>Whether any right is held: not by whoever has yet to show a second factor.</summary>
    public bool HoldsAnything => IsProgram || entitlements.Count > 0;

    /// <summary>By what the things are marked that only their owner sees.</summary>
    public string Key => Account?.ToString("N") ?? "";

    /// <summary>The program takes over: only where nobody asks over the network.</summary>
    public void BeProgram() => (IsProgram, Account, Name) = (true, null, "");

    /// <summary>A person with what his roles give him today; and the units at the top of the organisation, for whoever holds a right for all of them is not asked about each.</summary>
    public void Enter(Guid account, string name, IReadOnlyList<Entitlement> held, IReadOnlyCollection<Id<Unit>> atTheTop)
    {
        (IsProgram, Account, Name, entitlements, tops) = (false, account, name, held, atTheTop);
        seen.Clear();
    }

    public bool May(Need need, Area? area) => (need, area) switch
    {
        (Need.Nothing, _) => true,
        (Need.SignIn, _) => IsSomeone,
        (_, { } asked) => Has(asked, RightOf(need)),
        _ => false,
    };

    /// <summary>Whether he reads anything beyond what all share and what he has reported himself.</summary>
    public bool Works => Enum.GetValues<Area>().Any(a => a is not (Area.Reference or Area.Reporting) && Reads(a));

    public bool Reads(Area area) => Has(area, Rights.Read);

    /// <summary>How far into the area's records he may see; nothing at all without a right to read.</summary>
    public bool MaySee(Area area, Secrecy secrecy) => IsProgram || (Reads(area) && secrecy is not Secrecy.Protected && secrecy <= Held(area, Rights.Read).Min(e => e.Clearance));

    /// <summary>The classes of records he sees in an area by his roles alone. What is protected is never among them, not even for the program.</summary>
    public List<Secrecy> Cleared(Area area) => [.. Enum.GetValues<Secrecy>().Where(s => s is not Secrecy.Protected && MaySee(area, s))];

    /// <summary>Whom he is named as on records, where his roles let him be; nobody otherwise.</summary>
    public Guid? Handler => Has(Area.ProtectedRecords, Rights.Write) ? Account : null;

    /// <summary>Records he is not cleared for, and has opened as one who is named on them: until the answer is given.</summary>
    internal IReadOnlyCollection<Guid> Opened => opened;

    internal void Open(Guid record) => opened.Add(record);

    /// <summary>Records he has been shown one by one: what hangs on them is his to see too, until the answer is given.</summary>
    internal IReadOnlyCollection<Guid> Seen => seen;

    internal void See(Guid record) => seen.Add(record);

    /// <summary>Whether the right holds for every unit there is, so that no unit need be asked about.</summary>
    public bool IsUnbound(Area area, Rights right) => IsProgram || Held(area, right).Any(e => e.Unit is null) || (tops.Count > 0 && tops.All(Wholes(area, right).Contains));

    /// <summary>Units for which the right holds, with all below them.</summary>
    public List<Id<Unit>> Wholes(Area area, Rights right) => Units(area, right, below: true);

    /// <summary>Units for which the right holds, but not for those below.</summary>
    public List<Id<Unit>> Singles(Area area, Rights right) => Units(area, right, below: false);

    /// <summary>The one unit he works for in the area, which a new record belongs to when nothing else is said.</summary>
    public Id<Unit>? Home(Area area) => Held(area, Rights.Write).Select(e => e.Unit).Distinct().ToList() is [{ } only] ? only : null;

    private bool Has(Area area, Rights right) => IsProgram || Held(area, right).Any();

    private IEnumerable<Entitlement> Held(Area area, Rights right) => entitlements.Where(e => e.Area == area && e.Rights.HasFlag(right));

    private List<Id<Unit>> Units(Area area, Rights right, bool below) =>
        [.. Held(area, right).Where(e => e.Below == below).Select(e => e.Unit).OfType<Id<Unit>>().Distinct()];

    private static Rights RightOf(Need need) => need switch
    {
        Need.Read => Rights.Read,
        Need.Write => Rights.Write,
        Need.Import => Rights.Import,
        Need.Decide => Rights.Decide,
        _ => throw new ArgumentOutOfRangeException(nameof(need), need, null),
    };
}
