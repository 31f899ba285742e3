namespace Genomlys.Organisation;

/// <summary>A unit's code is a step of its path, so it holds no step mark.</summary>
public static class UnitCode
{
    private const char Step = '/';

    public static bool IsUsable(string code) => code.Length > 0 && !code.Contains(Step) && code.Trim() == code;

    public static int Depth(string path) => path.Count(c => c is Step);
}
