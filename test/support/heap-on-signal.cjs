// Preloaded into a service under test: says on SIGUSR2 what is left of its heap after a full collection.
process.on('SIGUSR2', () => {
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  process.stderr.write(`\nheap after collection: ${heapUsed + external}\n`);
});
