import { check, params } from '#harness'
import type { Ledger } from '../world/types.ts'
import { describe, hasRightBasis, isRight, judge } from './judge.ts'

/** The ledger as it was given, whatever the copy in the workspace says by now. */
const ledger = params as unknown as Ledger

check('shown-ledger', async (t) => {
  const judged = await judge(t, [ledger], 'shown')
  const wrong = judged.find((one) => !hasRightBasis(one))
  if (wrong) t.fail(describe(wrong, judged.filter(hasRightBasis).length, judged.length))
})

check('shown-records', async (t) => {
  const carried = (await judge(t, [ledger], 'shown')).filter(({ expected }) => expected.basis !== 'refuse')
  const wrong = carried.find((one) => !isRight(one))
  if (wrong) t.fail(describe(wrong, carried.filter(isRight).length, carried.length))
})
