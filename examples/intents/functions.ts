// "Which functions of payments are known, and where is processPayment?"
//
// Answers with: the functions with their source lines; or that none is known, where nothing on the
// agent's machine looks for functions.
import * as coral from "@coral/sdk";

const known = await coral.functions.list("payments");
console.log(`${known.length} functions of payments are known`);
for (const { name, file, line } of known.slice(0, 20)) {
  console.log(`  ${name} in ${file}:${line}`);
}

const wanted = await coral.functions.get("payments", "processPayment");
console.log(wanted ? `processPayment is at ${wanted.address}` : "processPayment is not known");
