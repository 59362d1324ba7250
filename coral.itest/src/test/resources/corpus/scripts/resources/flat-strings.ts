// What: doubles strings and has them laid out flat.
// Expect: failed /Invalid string length|memory/
let text = "x";
const kept: string[] = [];
for (;;) {
  text += text;
  kept.push(JSON.stringify(text));
}
