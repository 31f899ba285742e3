namespace Genomlys.Shared.Ui;

public enum NoticeKind { Note, Done, Warning, Problem }
