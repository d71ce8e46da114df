let stop: () => void = () => process.exit(0)

/** Replaces what a request to stop does, once there is something to stop cleanly. */
export function onStop(handler: () => void): void {
  stop = handler
}

/**
 * Listens for the end from the first moment: a process whose supervisor was killed while it was still starting would
 * otherwise live on, hold its port and be in the way of the next start.
 */
export function listenForStop(): void {
  for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.on(signal, () => stop())
  if (process.send && !process.connected) stop()
}
