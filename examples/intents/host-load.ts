// "How busy is this machine?"
//
// Answers with: three lines on each host: how long it runs, the processors and the memory; and an
// alert when less than 1 % of the memory is available.
import * as coral from "@coral/sdk";

const [host, cpu, memory] = await Promise.all([
  coral.system.getHost(),
  coral.system.getCPU(),
  coral.system.getMemory(),
]);

const gib = (bytes: number) => (bytes / 2 ** 30).toFixed(1);

console.log(`${coral.context.agentId}: up for ${Math.floor(host.uptime_seconds / 60)} min`);
console.log(`processors: ${cpu.usage_percent.toFixed(0)} % of ${cpu.cores} cores in use`);
console.log(`memory: ${gib(memory.used)} of ${gib(memory.total)} GiB in use`);

if (memory.available < memory.total / 100) {
  await coral.emit("alert", { severity: "critical", message: "memory is short", ...memory });
}
