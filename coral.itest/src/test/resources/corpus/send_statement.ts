import { db } from "@coral/sdk";
await (async () => {
  try {
    const rows = await db.query("{{sql}}");
    const first = inspect(rows[0], { compact: true, strAbbreviateSize: 200 }).slice(0, 300);
    say(`answered: ${rows.length} rows, truncated=${rows.truncated}`, rows.guardrails, first);
  } catch (error) {
    refused(error);
  }
})();
