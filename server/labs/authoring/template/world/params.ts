import type { Random } from '#harness'
import { drawBill, type Line } from './bill.ts'

export default function generate(random: Random): { params: { bill: Line[] }; files: Record<string, string> } {
  const bill = drawBill(random)
  return { params: { bill }, files: { 'bill.json': `${JSON.stringify(bill, null, 2)}\n` } }
}
