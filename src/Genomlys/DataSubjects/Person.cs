namespace Genomlys.DataSubjects;

/// <summary>All that one person goes by here: what was asked for, and what his account says.</summary>
public sealed record Person(IReadOnlyList<string> Names, IReadOnlyList<string> Mails, string Number, IReadOnlySet<Guid> Accounts)
{
    public static Person Of(AccessRequest request) =>
        new([.. new[] { request.Name, request.SignInName }.Where(n => n is not "")], request.Mail is "" ? [] : [request.Mail], request.Number, new HashSet<Guid>());
}

/// <summary>Everyone else that the program knows by name or account: they are masked.</summary>
public sealed record PersonsBeside(IReadOnlyCollection<string> Names, IReadOnlySet<Guid> Accounts)
{
    public static readonly PersonsBeside None = new([], new HashSet<Guid>());
}
