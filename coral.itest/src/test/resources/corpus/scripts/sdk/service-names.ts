// What: puts SQL into the names that the helpers take.
// Expect: harmless /^NaN 0$/
import { metrics, traces } from "@coral/sdk";
const name = "payments' OR 1=1 --";
say(await metrics.getErrorRate(name), (await traces.findErrors(name)).length);
