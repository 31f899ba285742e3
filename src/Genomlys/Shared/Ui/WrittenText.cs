namespace Genomlys.Shared.Ui;

/// <summary>On an endpoint that takes a long text from someone: should he no longer be signed in when he sends it, the field is shown to him again, so that what he wrote is not lost.</summary>
internal sealed record WrittenText(string Field);
