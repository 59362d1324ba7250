// What: leaves something in localStorage for the next execution.
// Expect: harmless /^(refused|left)/
// Runs: 2
try {
  if (localStorage.getItem("left") !== null) say("ESCAPED", localStorage.getItem("left"));
  localStorage.setItem("left", "{{mark}}");
  say("left");
} catch (error) {
  refused(error);
}
