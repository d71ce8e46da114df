import { expect, it } from 'vitest'
import { ATTACK_CLASSES } from './attack.ts'
import { loadAttacks } from './run-attacks.ts'

it('has at least five mechanisms in each class', async () => {
  const attacks = await loadAttacks()
  for (const group of ATTACK_CLASSES) {
    expect([group, attacks.filter((attack) => attack.class === group).length >= 5]).toEqual([group, true])
  }
  expect(new Set(attacks.map(({ attack }) => attack.name)).size).toBe(attacks.length)
})

it('finds attacks by the beginning of their names', async () => {
  expect((await loadAttacks(['escape/mount', 'network/names'])).map(({ id }) => id)).toEqual([
    'escape/mount-file-system',
    'network/names',
  ])
})
