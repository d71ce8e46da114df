import type { Random } from '#harness'

export const drawNumbers = (random: Random): number[] =>
  Array.from({ length: random.int(5, 9) }, () => random.int(100_000, 999_999))

export default function generate(random: Random): { params: number[]; files: Record<string, string> } {
  const numbers = drawNumbers(random)
  return { params: numbers, files: { 'numbers.json': JSON.stringify(numbers) } }
}
