// What: calls itself without end.
// Expect: failed /Maximum call stack size exceeded/
function down(): number {
  return down() + 1;
}
down();
