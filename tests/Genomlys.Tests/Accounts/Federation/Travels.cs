using System.Net;
using Genomlys.Accounts;
using Genomlys.Accounts.Federation;
using Genomlys.Shared;
using Genomlys.Shared.Data;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Accounts.Federation;

/// <summary>From the program to its identity provider and back, as a browser goes.</summary>
internal static class Travels
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    extension(Person person)
    {
        /// <summary>Where the program sends him.</summary>
        public async Task<Uri> SentAsync(string from = "/sign-in/provider?back=/units")
        {
            using var answer = await person.Browser.GetAsync(new Uri(from, UriKind.Relative), Stop);
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            return answer.Headers.Location!;
        }

        /// <summary>What the program says when he comes back: a status, where it sends him on, and what its page says if there is a problem.</summary>
        public async Task<(int Status, string Href, string Text)> BackAsync(Uri with)
        {
            using var answer = await person.Browser.GetAsync(new Uri(with.PathAndQuery, UriKind.Relative), Stop);
            var href = answer.Headers.Location?.ToString() ?? "";
            return ((int)answer.StatusCode, href, href.StartsWith("/sign-in?_problem=", StringComparison.Ordinal) ? await person.Browser.GetStringAsync(answer.Headers.Location, Stop) : "");
        }
    }

    extension(TestApp app)
    {
        public Task<int> SessionsAsync() => app.Use(services => services.GetRequiredService<GenomlysDb>().Database.SqlQuery<int>($"SELECT CAST(COUNT(*) AS int) AS \"Value\" FROM sessions").SingleAsync(Stop));

        public Task<IReadOnlyList<(string Subject, string Name, string SignInName, Id<Account> Id)>> ProvidedAsync() => app.Use<IReadOnlyList<(string, string, string, Id<Account>)>>(async services =>
        {
            var db = services.GetRequiredService<GenomlysDb>();
            var known = await db.ProviderIdentities.AsNoTracking().OrderBy(i => i.FirstSeenAt).ToListAsync(Stop);
            var accounts = await db.Accounts.IgnoreQueryFilters().AsNoTracking().ToListAsync(Stop);
            return [.. known.Select(k => (k.Subject, Of(k).Name, Of(k).SignInName, k.AccountId))];

            Account Of(ProviderIdentity identity) => accounts.Single(a => a.Id == identity.AccountId);
        });
    }
}
