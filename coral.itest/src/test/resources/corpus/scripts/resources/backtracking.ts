// What: has a regular expression try for ever.
// Expect: killed timeout
// Seconds: 2
/^(a+)+$/.test("a".repeat(60) + "b");
