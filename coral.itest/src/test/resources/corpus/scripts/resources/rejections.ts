// What: leaves a hundred thousand rejections unhandled.
// Expect: failed /Uncaught/
for (let i = 0; i < 100_000; i++) void Promise.reject(new Error("storm " + i));
