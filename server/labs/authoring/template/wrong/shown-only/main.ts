import { readFileSync } from 'node:fs'

const bill: { item: string; amount: number }[] = JSON.parse(readFileSync('bill.json', 'utf8'))

console.log(bill.reduce((sum, { amount }) => sum + amount, 0))
