// What: doubles a string until it may be no longer.
// Expect: failed /Invalid string length|memory/
let text = "x";
for (;;) text += text;
