// SPDX-License-Identifier: Apache-2.0
import { GOLDEN } from "./golden.ts";

const here = new URL(".", import.meta.url);
for (const { name, bytes, description } of GOLDEN) {
  await Deno.writeFile(new URL(`${name}.bin`, here), bytes);
  await Deno.writeTextFile(
    new URL(`${name}.json`, here),
    JSON.stringify(description, null, 2) + "\n",
  );
}
