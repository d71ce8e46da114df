import type { Random } from '#harness'

export interface Line {
  item: string
  amount: number
}

const items = ['disk', 'egress', 'support', 'backup', 'compute'] as const

export function drawBill(random: Random): Line[] {
  const lines = random.int(4, 12)
  return Array.from({ length: lines }, () => ({ item: random.pick(items), amount: random.int(1, 10_000) }))
}
