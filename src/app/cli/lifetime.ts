/** Resolves at the first Ctrl-C or kill; a second one ends the process at once. */
export function untilAskedToStop(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let last = 0;
    const stop = (signal: NodeJS.Signals): void => {
      const now = performance.now();
      if (last > 0 && now - last > 1000) process.exit(130); // sooner it is the same one, delivered by terminal and launcher
      if (last === 0) resolve(signal);
      last = now;
    };
    process.on('SIGINT', stop).on('SIGTERM', stop);
  });
}
