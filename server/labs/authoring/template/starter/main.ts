import { readFileSync } from 'node:fs'

const [path = 'bill.json'] = process.argv.slice(2)
const bill: { item: string; amount: number }[] = JSON.parse(readFileSync(path, 'utf8'))

console.log(bill.length)
