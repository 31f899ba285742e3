using Microsoft.Playwright;

namespace Genomlys.Browser.Tests;

/// <summary>What the policy of a page refused.</summary>
internal static class Refused
{
    // Kept for us; and whatever runs that should not says so.
    private const string Listening = """
        globalThis.refused = []; globalThis.sung = 0; globalThis.canary = () => { globalThis.sung++ }; globalThis.alert = globalThis.canary
        document.addEventListener('securitypolicyviolation', e => globalThis.refused.push(`${e.effectiveDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber} ${e.sample}`))
        """;

    extension(IPage page)
    {
        /// <summary>On every page of this visit from now on.</summary>
        public Task ListenForRefusedAsync() => page.Context.AddInitScriptAsync(Listening);

        /// <summary>Since it was last asked.</summary>
        public Task<string[]> RefusedAsync() => page.EvaluateAsync<string[]>("globalThis.refused.splice(0)");
    }
}
