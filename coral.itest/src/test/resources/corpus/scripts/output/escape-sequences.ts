// What: writes terminal escapes and control characters into its lines.
// Expect: harmless /title/
console.log("\u001b]0;title\u0007\u001b[2J\u001b[1;1H\u001b[31mred\u001b[0m");
console.log("carriage\rreturn", "back\bspace", "nul\0", "\u202eright to left\u202c", "\u2028line");
console.error("\u001b]52;c;ZWNobyBoaQ==\u0007");
