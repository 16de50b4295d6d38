/** Milliseconds that this thread has computed so far. Unlike a clock it does not run while others have the processor. */
export function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
