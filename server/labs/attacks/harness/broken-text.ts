import { gradingAttack } from '../grading-attack.ts'

export default gradingAttack({
  name: 'print bytes that are no text',
  files: {
    'main.ts': `process.stdout.write(Buffer.from([0, 0xff, 0xfe, 0xc0, 0x80, 0xed, 0xa0, 0x80, 0xf4, 0x90, 0x80, 0x80, 0]))
process.stderr.write(Buffer.alloc(4096, 0))`,
  },
})
