// What: leaves something in the cache store for the next execution.
// Expect: harmless /^(refused|left)/
// Runs: 2
try {
  const cache = await caches.open("coral");
  if (await cache.match("http://coral/left")) say("ESCAPED");
  await cache.put("http://coral/left", new Response("{{mark}}"));
  say("left");
} catch (error) {
  refused(error);
}
