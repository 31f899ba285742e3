using Microsoft.AspNetCore.Authorization;

namespace Genomlys.Shared.Access;

/// <summary>What someone must be allowed to, to use a page or an endpoint.</summary>
public enum Need
{
    /// <summary>Anyone who reaches the program: signs of life, style, language, signing in.</summary>
    Nothing,

    /// <summary>Anyone who has signed in; what is shown follows from what else he may.</summary>
    SignIn,
    Read,
    Write,
    Import,

    /// <summary>To decide on what others have prepared.</summary>
    Decide,
}

/// <summary>The access rule of a page or an endpoint; each has exactly one. It is what ASP.NET Core's authorization asks.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AccessAttribute : Attribute, IAuthorizationRequirementData, IAuthorizationRequirement
{
    public AccessAttribute(Need need)
    {
        Need = need is Need.Nothing or Need.SignIn ? need : throw new ArgumentException($"{need} is asked for within an area.", nameof(need));
    }

    public AccessAttribute(Need need, Area area) => (Need, Area) = (need, area);

    /// <summary>Where the address itself says which area is meant: of what it names.</summary>
    internal AccessAttribute(Need need, Area area, Func<HttpContext, Area> named) : this(need, area) => Named = named;

    public Need Need { get; }

    /// <summary>Where it is asked for; nothing when it is not asked within an area.</summary>
    public Area? Area { get; }

    private Func<HttpContext, Area>? Named { get; }

    /// <summary>The area that is asked about in a request.</summary>
    public Area? In(HttpContext http) => Named?.Invoke(http) ?? Area;

    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [this];

    public override string ToString() => Area is { } area ? $"{Need} {area}" : $"{Need}";
}

public static class AccessRules
{
    extension<B>(B endpoint) where B : IEndpointConventionBuilder
    {
        /// <summary>Declares the one access rule of the endpoint, or of a group for those that say none of their own: what is said closest to the endpoint holds.</summary>
        public B Needs(Need need) => endpoint.Needs(new AccessAttribute(need));

        public B Needs(Need need, Area area) => endpoint.Needs(new AccessAttribute(need, area));

        /// <summary>The area is that of what the address names; the one that is said here holds where it names nothing.</summary>
        public B Needs(Need need, Area area, Func<HttpContext, Area> named) => endpoint.Needs(new AccessAttribute(need, area, named));

        /// <summary>The rule of what declares none itself.</summary>
        public B NeedsOtherwise(Need need)
        {
            endpoint.Add(e =>
            {
                if (!e.Metadata.OfType<AccessAttribute>().Any())
                    e.Metadata.Add(new AccessAttribute(need));
            });
            return endpoint;
        }

        private B Needs(AccessAttribute rule)
        {
            endpoint.Add(e =>
            {
                foreach (var outer in e.Metadata.OfType<AccessAttribute>().ToList())   // a group's rules come before those of what lies in it
                    e.Metadata.Remove(outer);
                e.Metadata.Add(rule);
            });
            return endpoint;
        }
    }
}
