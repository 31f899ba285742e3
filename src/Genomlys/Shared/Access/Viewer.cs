namespace Genomlys.Shared.Access;

/// <summary>Who may see a field, from everyone with access to the register to the few who are cleared for it.</summary>
public enum Secrecy { Open, Internal, Restricted }

/// <summary>The part of the organisation the one who asks may see (the empty path is all of it), and how far into a record.</summary>
public sealed class Viewer
{
    public string Path { get; set; } = "";
    public Secrecy Clearance { get; set; } = Secrecy.Restricted;

    public bool MaySee(Secrecy secrecy) => secrecy <= Clearance;
}
