export function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** One line a step with what it did and how long it took. */
export async function step<T>(
  title: string,
  work: () => Promise<T>,
  describe: (result: T) => string = () => 'done',
): Promise<T> {
  const startedAt = performance.now()
  const result = await work()
  say(`  ${title.padEnd(22)} ${describe(result)} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`)
  return result
}
