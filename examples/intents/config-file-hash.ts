// "Has the configuration file the same content on all machines?"
//
// Answers with: an event "config" from each agent with the SHA-256 of the file that the agent's
// label "config_file" names. The operator lists the file under script.file_hash_paths.
import * as coral from "@coral/sdk";

const { labels, agentId } = coral.context;

const path = labels["config_file"];
if (path === undefined) {
  console.log(`${agentId} has no label config_file`);
} else {
  try {
    const { sha256, size } = await coral.system.fileHash(path);
    await coral.emit("config", { agent: agentId, sha256, size }, "info");
  } catch (error) {
    // a machine without the file differs as well
    if (!(error instanceof coral.CoralError)) throw error;
    await coral.emit("config", { agent: agentId, problem: error.code }, "warning");
  }
}
