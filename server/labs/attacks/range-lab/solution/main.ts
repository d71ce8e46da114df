import { readFileSync, writeFileSync } from 'node:fs'

const numbers: number[] = JSON.parse(readFileSync(0, 'utf8'))
const sum = numbers.reduce((total, number) => total + number, 0)
if (process.argv[2] === 'report') writeFileSync('report.txt', `sum ${sum}`)
else console.log(sum)
