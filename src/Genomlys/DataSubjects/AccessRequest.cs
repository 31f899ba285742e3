using Genomlys.Shared;
using Genomlys.Shared.Mail;

namespace Genomlys.DataSubjects;

/// <summary>Whose data are asked for, and why; never kept. Of the person the name is enough, the rest makes sure that it is he.</summary>
public sealed record AccessRequest(string Name, string Mail, string SignInName, string Number, string Because)
{
    public const int LongestName = 200, LongestBecause = 200;
    private const int FewestParts = 2;

    public static readonly AccessRequest Empty = new("", "", "", "", "");

    /// <summary>What cannot be asked, by the field to mend: a text key each. The reason stands in the log, so it names nobody.</summary>
    public IReadOnlyList<(string Field, string Problem)> Problems()
    {
        var problems = new List<(string, string)>();
        if (Name.Length > LongestName || Spelling.PartsOf(Name).Count < FewestParts)
            problems.Add(("name", "Name.Problem"));
        if (Mail is not "" && MailAddresses.Normal(Mail) is null)
            problems.Add(("mail", "Mail.Problem"));
        if (SignInName.Length > LongestName)
            problems.Add(("signInName", "SignInName.Problem"));
        if (Number is not "" && (IdentityNumber.In(Number) is not [var only] || only.Length != Number.Length))
            problems.Add(("number", "Number.Problem"));
        if (Because is not { Length: > 0 and <= LongestBecause })
            problems.Add(("because", "Because.Problem"));
        else if (IdentityNumber.IsIn(Because) || new Mentions(Person.Of(this), PersonsBeside.None).IsOfHim(Because))
            problems.Add(("because", "Because.NamesHim"));
        return problems;
    }
}
