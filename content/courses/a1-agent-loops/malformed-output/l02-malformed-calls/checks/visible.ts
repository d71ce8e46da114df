import { check, params } from '#harness'
import { booking, scripted } from '../world/models.ts'
import { bookingOf, type Limits, type Yard, yardWorld } from '../world/yard.ts'
import { faultOf } from './oracle.ts'
import { firstInvalid, isBooked, isFaithful, isStopped, type Seen, watch } from './watch.ts'

const { yard, limits } = params as unknown as { yard: Yard; limits: Limits }
const key = '7d'.repeat(32)
const judge = { file: 'agent/judge.ts' }

const errorsOf = ({ result }: Seen) => (result.stderr ? `\n${result.stderr.slice(0, 600)}` : '')

check('books-the-docks', async (t) => {
  const seen = await watch({ scenario: booking(yard), key }, yard, yardWorld(yard), limits)
  if (!isBooked(yard, seen) || !isFaithful(seen) || seen.outcome.status !== 'done')
    t.fail({
      text: {
        en: 'With a model that makes no mistake, every call is carried out once and in order, and the outcome is done.',
        ja: '誤りのないモデルなら、どの呼び出しも一度だけ順番どおりに行われ、結果は done になります。',
      },
      expected: `${yard.shipments.length} bookings, {"status":"done","answer":"Booked …"}`,
      seen: `${seen.world.effects.length} bookings, ${JSON.stringify(seen.outcome)}${errorsOf(seen)}`,
      where: { file: 'agent/loop.ts' },
    })
})

check('refuses-the-broken', async (t) => {
  const adversaries = [
    { adversary: 'truncated-arguments', at: [2] },
    { adversary: 'duplicate-keys', at: [4] },
    { adversary: 'wrong-types', at: [6] },
  ] as const
  const seen = await watch({ scenario: booking(yard), key, adversaries }, yard, yardWorld(yard), limits)
  const invalid = firstInvalid(seen)
  if (invalid) {
    const { use, written } = invalid
    const fault = (written && faultOf(yard, written)) ?? {
      en: 'the model did not ask for it, or not as often',
      ja: 'モデルはそれを求めていないか、その回数は求めていません',
    }
    t.fail({
      text: {
        en: `A call was carried out that is not valid: ${fault.en}. Read the arguments as the model wrote them.`,
        ja: `正しくない呼び出しが行われました。${fault.ja}。モデルの書いた引数を、書かれたまま読んでください。`,
      },
      seen: `${use.tool} ${written?.arguments ?? use.args}`.slice(0, 400),
      where: judge,
    })
  }
  if (!isBooked(yard, seen) || seen.outcome.status !== 'done')
    t.fail({
      text: {
        en: 'Three broken calls are refused and asked for again; then the work is done all the same.',
        ja: '三つの壊れた呼び出しは、断ってもう一度求めさせます。それでも仕事は終わります。',
      },
      seen: `${seen.world.effects.length} bookings, ${JSON.stringify(seen.outcome)}${errorsOf(seen)}`,
      where: judge,
    })
})

check('stops-repairing', async (t) => {
  const [shipment] = yard.shipments
  const args = { written: JSON.stringify(bookingOf(yard, shipment!)).slice(0, -1) }
  const stubborn = scripted(Array.from({ length: 12 }, () => [{ tool: yard.words.book, args }]))
  const seen = await watch({ scenario: stubborn, key }, yard, yardWorld(yard), { maxTurns: 30, maxRepairs: 3 })
  if (seen.answers.length !== 4 || !isStopped(seen, 'maxRepairs') || seen.uses.flat().length > 0)
    t.fail({
      text: {
        en: 'A model that never mends its call may be told so 3 times here; its fourth bad answer in a row stops the loop.',
        ja: '呼び出しを直さないモデルにここで伝えるのは3回までです。続けて四つ目の悪い答えで、ループは止まります。',
      },
      expected: '4 answers, nothing carried out, {"status":"stopped","limit":"maxRepairs"}',
      seen: `${seen.answers.length} answers, ${seen.uses.flat().length} carried out, ${JSON.stringify(seen.outcome)}${errorsOf(seen)}`,
      where: { file: 'agent/loop.ts' },
    })
})
