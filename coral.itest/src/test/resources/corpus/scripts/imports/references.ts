// What: names files by reference directives and type comments.
// Expect: harmless /^ran$/
/// <reference path="{{openCode}}" />
/// <reference types="{{openCode}}" />
// @deno-types="{{openCode}}"
/** @jsxImportSource file://{{openCode}} */
say("ran");
