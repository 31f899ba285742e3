using System.Globalization;
using System.Text.Json;
using Genomlys.Shared;

namespace Genomlys.Tests.Shared;

/// <summary>The year 2025 of Lindby: its period, what its files must give, and its sections as they read in Swedish.</summary>
public static class Sample
{
    public static readonly Period Year = Period.Days(new(2025, 1, 1), new(2025, 11, 15));
    public static readonly JsonElement Expected = JsonDocument.Parse(Lindby.File("expected.json")).RootElement;

    extension(TestApp app)
    {
        /// <summary>A section as a Swedish reader gets it, its hard spaces made plain.</summary>
        public Task<string> SwedishAsync(string section)
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("sv-SE");
            return PlainAsync(app, section);
        }
    }

    private static async Task<string> PlainAsync(TestApp app, string section) => (await app.SectionAsync(section, Year)).Replace('\u00a0', ' ');
}
