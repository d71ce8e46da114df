import { describe, expect, it } from 'vitest'
import { readCall, readGenerated } from './grader-messages.ts'

describe('readCall', () => {
  it.each([
    { operation: 'run', argv: ['node', 'main.ts'], options: { stdin: '', env: { A_1: 'x' }, cpuMs: 5 } },
    { operation: 'readFile', path: 'a' },
    { operation: 'writeFile', path: 'a', text: '' },
  ])('takes %j', (call) => {
    expect(readCall(call)).toEqual(call)
  })

  it.each([
    null,
    { operation: 'mount' },
    { operation: 'run', argv: [] },
    { operation: 'run', argv: ['node', 'a\0--bind'] },
    { operation: 'run', argv: ['node'], options: { env: { A: 'x\0--bind\0/\0/tmp' } } },
    { operation: 'run', argv: ['node'], options: { env: { 'A=B': 'x' } } },
    { operation: 'run', argv: ['node'], options: { cpuMs: 0 } },
    { operation: 'run', argv: 'node' },
    { operation: 'writeFile', path: 'a', text: 1 },
  ])('refuses %j', (call) => {
    expect(() => readCall(call)).toThrow('bad_call')
  })
})

describe('readGenerated', () => {
  it('takes parameters and files', () => {
    const generated = { params: { a: [1, null] }, files: { 'a/b.json': '{}' } }
    expect(readGenerated(generated)).toEqual(generated)
  })

  it.each([
    [null],
    [{ params: {}, files: { '../a': '' } }],
    [{ params: {}, files: { '/etc/passwd': '' } }],
    [{ params: {}, files: { a: 1 } }],
    [{ params: {}, files: Object.fromEntries(Array.from({ length: 301 }, (_, n) => [`f${n}`, ''])) }],
    [{ params: {}, files: { a: 'x'.repeat(20_000_001) } }],
  ])('refuses what cannot be a workspace (%#)', (generated) => {
    expect(() => readGenerated(generated)).toThrow('grader_broken')
  })
})
