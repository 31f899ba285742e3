namespace Genomlys.Shared.Access;

/// <summary>What someone must be allowed to, to use a page or an endpoint.</summary>
public enum Need
{
    /// <summary>Anyone who reaches the program: signs of life, style, language.</summary>
    Nothing,
    Read,
    Write,
    Import,
    Review,
}

/// <summary>The access rule of a page or an endpoint; each has exactly one.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AccessAttribute(Need need) : Attribute
{
    public Need Need => need;
}

public static class AccessRules
{
    /// <summary>Declares the one access rule of the endpoint, or of a group for those that say none of their own: what is said closest to the endpoint holds.</summary>
    public static B Needs<B>(this B endpoint, Need need) where B : IEndpointConventionBuilder
    {
        endpoint.Add(e =>
        {
            foreach (var outer in e.Metadata.OfType<AccessAttribute>().ToList())   // a group's rules come before those of what lies in it
                e.Metadata.Remove(outer);
            e.Metadata.Add(new AccessAttribute(need));
        });
        return endpoint;
    }

    /// <summary>The rule of what declares none itself, as pages do.</summary>
    public static B NeedsOtherwise<B>(this B endpoint, Need need) where B : IEndpointConventionBuilder
    {
        endpoint.Add(e =>
        {
            if (!e.Metadata.OfType<AccessAttribute>().Any())
                e.Metadata.Add(new AccessAttribute(need));
        });
        return endpoint;
    }
}
