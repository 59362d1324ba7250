// Stands before every hostile script and statement: what they report with. The originals are kept,
// since a script may replace what it finds.
const { say, inspect } = { say: console.log.bind(console), inspect: Deno.inspect };

/** Success would be an escape. */
async function attempt(act: () => unknown): Promise<void> {
  await report(act, "ESCAPED");
}

/** Success tells little, but should not be. */
async function ask(act: () => unknown): Promise<void> {
  await report(act, "answered:");
}

async function report(act: () => unknown, success: string): Promise<void> {
  let late: number | undefined;
  const tooLate = new Promise((_, reject) => {
    late = setTimeout(() => reject(new Error("no answer within 8 s")), 8_000);
  });
  try {
    const got = await Promise.race([act(), tooLate]);
    say(success, inspect(got, { compact: true, strAbbreviateSize: 300 }).slice(0, 500));
  } catch (error) {
    refused(error);
  } finally {
    clearTimeout(late);
  }
}

// deno-lint-ignore no-explicit-any -- whatever was thrown
function refused(error: any): void {
  const code = error?.code === undefined ? "" : ` ${error.code}`;
  say(`refused: ${error?.name}${code}: ${String(error?.message ?? error).split("\n", 1)[0]}`);
}

/** What a worker says first. */
function answerOf(worker: Worker): Promise<unknown> {
  return new Promise((resolve, reject) => {
    worker.onmessage = (event) => resolve(event.data);
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(event.message));
    };
  });
}

/** Deno's own core; the script is over where it is out of reach. */
// deno-lint-ignore no-explicit-any -- not in Deno's types
function denoCore(): any {
  // deno-lint-ignore no-explicit-any -- not in Deno's types
  const core = (Deno as any)[(Deno as any).internal]?.core;
  if (core === undefined) {
    say("refused: Deno's core is out of reach");
    Deno.exit(0);
  }
  return core;
}
