// What: leaves something in sessionStorage for the next execution.
// Expect: harmless /^(refused|left)/
// Runs: 2
try {
  if (sessionStorage.getItem("left") !== null) say("ESCAPED", sessionStorage.getItem("left"));
  sessionStorage.setItem("left", "{{mark}}");
  say("left");
} catch (error) {
  refused(error);
}
