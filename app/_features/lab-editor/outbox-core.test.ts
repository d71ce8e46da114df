import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Edit, EMPTY, nextToSend, type OutboxEvent, type OutboxState, pauseAfter, reduce } from './outbox-core.ts'

type Answer = { kind: 'saved'; revision: number } | { kind: 'conflict'; revision: number; content: string | null }

/** The server's rules of saving, as `labs.save` keeps them: idempotent by saveId, conflict when the base is old. */
class Server {
  revision = 1
  files = new Map<string, { content: string | null; revision: number }>()
  saves = new Map<string, number>()
  everHeld = new Set<string>()

  save(edit: Edit): Answer {
    const earlier = this.saves.get(edit.saveId)
    if (earlier !== undefined) return { kind: 'saved', revision: earlier }
    const current = this.files.get(edit.path)
    if (current?.content === edit.content) return { kind: 'saved', revision: current.revision }
    if ((current?.revision ?? 0) !== edit.baseRevision) {
      return { kind: 'conflict', revision: current?.revision ?? 0, content: current?.content ?? null }
    }
    this.revision += 1
    this.files.set(edit.path, { content: edit.content, revision: this.revision })
    this.saves.set(edit.saveId, this.revision)
    this.everHeld.add(`${edit.path}=${edit.content}`)
    return { kind: 'saved', revision: this.revision }
  }
}

/** One browser: a store that survives, and two tabs that type into it. */
class Browser {
  state: OutboxState = EMPTY
  stored: readonly Edit[] = []
  typedLast = new Map<string, string>()
  chosenAway = new Set<string>()
  seen = new Map<string, number>()
  counter = 0
  readonly server: Server

  constructor(server: Server) {
    this.server = server
  }

  apply(event: OutboxEvent) {
    this.state = reduce(this.state, event)
    this.stored = this.state.edits
  }

  type(tab: string, path: string) {
    const content = `text ${++this.counter} of ${tab}`
    const baseRevision = this.seen.get(`${tab} ${path}`) ?? 0
    this.typedLast.set(`${tab} ${path}`, content)
    this.apply({
      type: 'typed',
      edit: { saveId: `save-${this.counter}`, workspaceId: 'w', path, content, baseRevision, tab, at: this.counter },
    })
  }

  send(delivery: 'arrives' | 'requestLost' | 'answerLost') {
    const edit = nextToSend(this.state)
    if (!edit) return
    this.apply({ type: 'sent', saveId: edit.saveId })
    if (delivery === 'requestLost') return this.apply({ type: 'failed' })
    const sent = this.state.edits.find((other) => other.saveId === edit.saveId)!
    const answer = this.server.save(sent)
    if (delivery === 'answerLost') return this.apply({ type: 'failed' })
    if (answer.kind === 'conflict') return this.apply({ type: 'conflicted', saveId: edit.saveId, ...answer })
    this.seen.set(`${edit.tab} ${edit.path}`, answer.revision)
    this.apply({ type: 'acknowledged', saveId: edit.saveId, revision: answer.revision, at: 0 })
  }

  reload() {
    this.state = reduce(EMPTY, { type: 'loaded', edits: structuredClone(this.stored) })
  }

  resolve(keepMine: boolean) {
    const [path, conflict] = Object.entries(this.state.conflicts)[0] ?? []
    if (!path || !conflict) return
    const held = this.state.edits.find((edit) => edit.saveId === conflict.saveId)!
    const mine = this.state.edits.findLast((edit) => edit.path === path && edit.tab === held.tab)!
    for (const edit of this.state.edits)
      if (edit.path === path && edit.tab === held.tab) this.chosenAway.add(`${path}=${edit.content}`)
    this.seen.set(`${held.tab} ${path}`, conflict.revision)
    const keep = keepMine
      ? { saveId: `save-${++this.counter}`, content: mine.content, tab: held.tab, at: this.counter }
      : null
    this.apply({ type: 'resolved', path, keep })
  }
}

type Step =
  | { do: 'type'; tab: string; path: string }
  | { do: 'send'; delivery: 'arrives' | 'requestLost' | 'answerLost' }
  | { do: 'reload' }
  | { do: 'resolve'; keepMine: boolean }

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        do: fc.constant('type' as const),
        tab: fc.constantFrom('one', 'two'),
        path: fc.constantFrom('a.ts', 'b.ts'),
      }),
    },
    {
      weight: 5,
      arbitrary: fc.record({
        do: fc.constant('send' as const),
        delivery: fc.constantFrom('arrives', 'requestLost', 'answerLost'),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('reload' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('resolve' as const), keepMine: fc.boolean() }) },
  ),
  { maxLength: 120, size: 'max' },
)

function play(script: Step[]): Browser {
  const browser = new Browser(new Server())
  for (const step of script) {
    if (step.do === 'type') browser.type(step.tab, step.path)
    else if (step.do === 'send') browser.send(step.delivery)
    else if (step.do === 'reload') browser.reload()
    else browser.resolve(step.keepMine)
  }
  return browser
}

function isSafe(browser: Browser, path: string, content: string): boolean {
  const waits = browser.state.edits.some((edit) => edit.path === path && edit.content === content)
  return waits || browser.server.everHeld.has(`${path}=${content}`) || browser.chosenAway.has(`${path}=${content}`)
}

describe('the outbox', () => {
  it('keeps the last text of every tab and file until the server has it or the learner chose against it', () => {
    fc.assert(
      fc.property(steps, (script) => {
        const browser = play(script)
        for (const [key, content] of browser.typedLast) {
          const [, path] = key.split(' ')
          expect(isSafe(browser, path!, content)).toBe(true)
        }
      }),
      { numRuns: 2_000 },
    )
  })

  it('never overwrites what a tab has not seen', () => {
    fc.assert(
      fc.property(steps, (script) => {
        const browser = play(script)
        for (const edit of browser.state.edits.filter((edit) => edit.after === null && !edit.isSent)) {
          const current = browser.server.files.get(edit.path)
          const answer = browser.server.save(structuredClone(edit))
          if (answer.kind === 'saved' && current && current.content !== edit.content)
            expect(edit.baseRevision).toBe(current.revision)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('empties once the network is back and every conflict is decided', () => {
    fc.assert(
      fc.property(steps, (script) => {
        const browser = play(script)
        for (let round = 0; round < 400 && browser.state.edits.length > 0; round++) {
          browser.send('arrives')
          browser.resolve(true)
        }
        expect(browser.state.edits).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  it('repeats a change that may have arrived exactly as it was', () => {
    fc.assert(
      fc.property(steps, (script) => {
        const sent = new Map<string, string | null>()
        const browser = new Browser(new Server())
        const save = browser.server.save.bind(browser.server)
        browser.server.save = (edit) => {
          if (sent.has(edit.saveId)) expect(edit.content).toBe(sent.get(edit.saveId))
          sent.set(edit.saveId, edit.content)
          return save(edit)
        }
        for (const step of script) {
          if (step.do === 'type') browser.type(step.tab, step.path)
          else if (step.do === 'send') browser.send(step.delivery)
          else if (step.do === 'reload') browser.reload()
          else browser.resolve(step.keepMine)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('keeps a refused change and sends it again only once it was changed', () => {
    const edit = { saveId: 's1', workspaceId: 'w', path: 'a.ts', content: 'big', baseRevision: 1, tab: 'one', at: 1 }
    let state = reduce(EMPTY, { type: 'typed', edit })
    state = reduce(state, { type: 'sent', saveId: 's1' })
    state = reduce(state, { type: 'refused', saveId: 's1', reason: 'workspaceFull', params: {} })
    expect(nextToSend(state)).toBeNull()
    expect(state.edits).toHaveLength(1)
    state = reduce(state, { type: 'typed', edit: { ...edit, saveId: 's2', content: 'small', at: 2 } })
    expect(nextToSend(state)).toMatchObject({ saveId: 's2', content: 'small', baseRevision: 1 })
  })

  it('holds everything while signed out and goes on after', () => {
    const edit = { saveId: 's1', workspaceId: 'w', path: 'a.ts', content: 'x', baseRevision: 1, tab: 'one', at: 1 }
    const held = reduce(reduce(EMPTY, { type: 'typed', edit }), { type: 'held', hold: 'signedOut' })
    expect(nextToSend(held)).toBeNull()
    expect(nextToSend(reduce(held, { type: 'released' }))?.saveId).toBe('s1')
  })

  it.each([
    [0, 0],
    [1, 500],
    [3, 2_000],
    [20, 30_000],
  ])('pauses after %i failures around %i ms', (failures, expected) => {
    expect(pauseAfter(failures, 0.5)).toBe(expected)
  })
})
