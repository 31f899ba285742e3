namespace Genomlys.Shared.Ui;

/// <summary>With script, a link or form that changes a list replaces only the list, and says the new count aloud.</summary>
public static class Swap
{
    public static Dictionary<string, object> List(string href) => new()
    {
        ["hx-get"] = href,
        ["hx-target"] = "#list",
        ["hx-select"] = "#list",
        ["hx-select-oob"] = "#told:innerHTML",
        ["hx-swap"] = "outerHTML show:none",
        ["hx-push-url"] = "true",
        ["hx-indicator"] = "#list",
    };
}
