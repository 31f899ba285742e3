using System.CommandLine;
namespace Genomlys.Commands;
internal static class DemoVerb { public static Command Make() => new("demo", Cli.Texts["Demo"]); }
internal static class ImportVerb { public static Command Make() => new("import", Cli.Texts["Import"]); }
