// What: copies an object that shares its parts until it is no more than it looks.
// Expect: harmless /^copied$/
let shared: unknown = {};
for (let i = 0; i < 25; i++) shared = [shared, shared];
structuredClone(shared);
say("copied");
