using Genomlys.Shared.Access;
using Genomlys.Shared.Data;

namespace Genomlys.Accounts.Roles;

/// <summary>What <see cref="Entitlements"/> finds, found by PostgreSQL itself: the roles that hold today of an account that is not disabled, and what <see cref="RolePolicy"/> gives for each.</summary>
internal sealed class HeldRights : IRowRights
{
    public string Sql => $"""
        SELECT gives."Area", gives."Right", held."UnitId", held."Below"
        FROM role_assignments held
        JOIN accounts holder ON holder."Id" = held."AccountId" AND holder."DisabledAt" IS NULL
        JOIN (VALUES {string.Join(", ", Rules.Select(r => $"('{r.Role}', '{r.Area}', '{r.Right}', {(r.FromTop ? "true" : "false")})"))}) gives ("Role", "Area", "Right", "FromTop")
            ON gives."Role" = held."Role" AND (NOT gives."FromTop" OR (held."Below" AND (held."UnitId" IS NULL OR EXISTS (SELECT 1 FROM units top WHERE top."Id" = held."UnitId" AND top."ParentCode" IS NULL))))
        WHERE held."AccountId" = nullif(current_setting('{RowContext.Account}', true), '')::uuid
            AND held."ApprovedAt" IS NOT NULL AND held."EndedAt" IS NULL
            AND nullif(current_setting('{RowContext.Day}', true), '')::date BETWEEN held."From" AND held."Until"
        """;

    /// <summary>What a role gives wherever it holds, and what it gives only to those who hold it from the top.</summary>
    private static IEnumerable<(AccessRole Role, Area Area, Rights Right, bool FromTop)> Rules =>
        from role in Enum.GetValues<AccessRole>()
        let anywhere = Given(role, isTop: false)
        from given in Given(role, isTop: true)
        select (role, given.Area, given.Right, !anywhere.Contains(given));

    private static HashSet<(Area Area, Rights Right)> Given(AccessRole role, bool isTop) =>
    [
        .. from entitlement in RolePolicy.Of(role, null, below: true, isTop)
           from right in Enum.GetValues<Rights>()
           where right is not Rights.None && entitlement.Rights.HasFlag(right)
           select (entitlement.Area, right),
    ];
}
