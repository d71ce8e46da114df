import { randomBytes } from 'node:crypto'
import { AppError } from '../../platform/errors.ts'
import type { Call, CheckOutcome } from '../harness/protocol.ts'
import { afterPatience } from '../sandbox/load.ts'
import type { SandboxLimits } from '../sandbox/types.ts'
import type { FileMap } from '../sandbox/workspace.ts'
import { CheckTraces } from './check-traces.ts'
import { CheckWorkspace } from './check-workspace.ts'
import type { GraderSession } from './grader-session.ts'
import { expectedChecks, type FailureReason, type Finding } from './score.ts'
import { startingFiles } from './starting-files.ts'
import { Turns } from './turns.ts'
import type { TypeStripper } from './type-stripper.ts'
import type { GradeMeasures, GradeRequest } from './types.ts'

/** Beyond this a check that was told that its time is over, and says nothing, is stuck. */
const GRACE_MS = 2_000
/** A grader that ended so often while it judged one check alone was ended by what that check was given. */
const FATAL_TIMES = 2
/** How often the time of a check is looked at. */
const LOOK_MS = 250

export interface JudgeContext {
  request: GradeRequest
  limits: SandboxLimits
  name: string
  openSession: () => GraderSession
  stripper: TypeStripper
  measures: GradeMeasures
}

interface AlikeContext extends JudgeContext {
  visibility: 'visible' | 'hidden'
}

/** A check may use several runs; all of them together get this much unless the request says otherwise. */
const checkBudgetMs = (limits: SandboxLimits) => Math.max(20_000, (limits.cpuSeconds ?? 0) * 2_000)

/**
 * Runs the expected checks to their findings. A check that loops without answering, or that ends its grader by what a
 * submission gave it to read, takes the others down with it, so what it left is judged again, one check at a time, until
 * the culprit stands alone. That check has failed: were it our fault, a learner could be ungradable at will.
 */
export async function judgeChecks(
  context: JudgeContext,
): Promise<{ findings: Map<string, Finding>; diagnostics: string }> {
  const { request } = context
  const expected = expectedChecks(request.lab.definition, request.mode)
  const findings = new Map<string, Finding>()
  let diagnostics = ''
  // Programs of visible checks are over before the first hidden input exists: nothing is there to be carried across.
  for (const visibility of ['visible', 'hidden'] as const) {
    const ids = expected.filter((check) => check.visibility === visibility).map(({ id }) => id)
    if (ids.length > 0) diagnostics += await judgeAlike({ ...context, visibility }, ids, findings, expected.length)
  }
  return { findings, diagnostics }
}

/** Judges checks of one visibility. @returns what they printed */
async function judgeAlike(
  context: AlikeContext,
  expected: readonly string[],
  findings: Map<string, Finding>,
  total: number,
): Promise<string> {
  let concurrency = context.request.concurrency ?? 2
  const ended = new Map<string, number>()
  let diagnostics = ''
  for (;;) {
    const pending = expected.filter((id) => !findings.has(id))
    const round = new Round(context, findings, total)
    const end = await round.run(pending, concurrency)
    diagnostics += round.diagnostics
    if (end.type === 'done') return diagnostics
    if (concurrency > 1) concurrency = 1
    else if (end.type === 'stuck') findings.set(end.check, { outcome: null, reason: 'timeout' })
    else {
      const times = (ended.get(end.check) ?? 0) + 1
      ended.set(end.check, times)
      if (times >= FATAL_TIMES) findings.set(end.check, { outcome: null, reason: 'grader_overwhelmed' })
    }
  }
}

interface LiveCheck {
  workspace: CheckWorkspace
  started: number
  /** Stops looking at its time. */
  cancel: () => void
}

type RoundEnd = { type: 'done' } | { type: 'stuck' | 'ended'; check: string }

class Round {
  diagnostics = ''
  readonly #context: AlikeContext
  readonly #findings: Map<string, Finding>
  readonly #total: number
  readonly #live = new Map<string, LiveCheck>()
  readonly #closing: Promise<void>[] = []
  readonly #stuck = Promise.withResolvers<RoundEnd>()
  readonly #fault = Promise.withResolvers<never>()
  readonly #turns: Turns
  readonly #traces = new CheckTraces()
  readonly #tellTrace: GradeRequest['onTrace']
  #files: FileMap = new Map()
  #pending: ReadonlySet<string> = new Set()
  #openGate: GraderSession['openGate'] = () => Promise.reject(new AppError('conflict', { reason: 'check_is_over' }))

  constructor(context: AlikeContext, findings: Map<string, Finding>, total: number) {
    this.#context = context
    this.#findings = findings
    this.#total = total
    // On Submit what passes may be of a hidden check: it is not even listened to.
    this.#tellTrace = context.request.mode === 'check' ? context.request.onTrace : undefined
    this.#turns = new Turns(context.request.concurrency ?? 2)
    this.#fault.promise.catch(() => {})
  }

  async run(pending: readonly string[], concurrency: number): Promise<RoundEnd> {
    const { request, openSession, visibility } = this.#context
    const { definition } = request.lab
    this.#pending = new Set(pending)
    const session = openSession()
    this.#openGate = (...gate) => session.openGate(...gate)
    try {
      const { registered, generated } = await session.prepare({
        paramsKey: request.keys.params,
        hiddenKey: visibility === 'hidden' ? request.keys.hidden : null,
        paramsModule: definition.params,
        checkModules: [...new Set(definition.checks.filter(({ id }) => pending.includes(id)).map(({ file }) => file))],
      })
      this.#files = startingFiles(request.lab, generated.files, request.snapshot)
      // Authors put the long checks last; started first, they run beside the others instead of after them.
      const known = pending.filter((id) => registered.includes(id)).reverse()
      const ended = session.go(known, concurrency, {
        onStarted: (check) => this.#begin(check),
        onFinished: (check, outcome) => this.#finish(check, outcome),
        onCall: (check, call) => this.#answer(check, call),
        ...(this.#tellTrace && { onTrace: (model, entry) => this.#traces.hear(model, entry) }),
      })
      const end = await Promise.race([ended, this.#stuck.promise, this.#fault.promise])
      if (end === 'ended') return { type: 'ended', check: await this.#culprit(session) }
      return end === 'done' ? { type: 'done' } : end
    } finally {
      await session.close()
      for (const id of [...this.#live.keys()]) this.#release(id)
      await Promise.all(this.#closing)
      this.diagnostics = session.diagnostics
    }
  }

  /** The check that was judged when the grader ended. @throws AppError unavailable/grader_ended where that was not its doing */
  async #culprit(session: GraderSession): Promise<string> {
    const { signal, stopped } = await session.outcome
    const isKilledFromOutside = signal === 'SIGKILL' && stopped === null
    const check = this.#live.keys().next().value
    if (check === undefined || isKilledFromOutside || this.#context.request.signal?.aborted)
      throw new AppError('unavailable', { reason: 'grader_ended' })
    return check
  }

  #begin(check: string): void {
    // The grader says when a check begins, and its code is an author's: one that it made up gets nothing.
    if (!this.#pending.has(check) || this.#live.has(check) || this.#findings.has(check)) return
    const { request, limits, name, measures, stripper } = this.#context
    const workspace = new CheckWorkspace({
      driver: request.driver,
      image: request.image,
      limits,
      uids: request.uids,
      workDir: request.workDir,
      // Seen from inside as a path of the host: it must not say which check this is.
      name: `${name}-${randomBytes(8).toString('hex')}`,
      files: this.#files,
      usage: measures.usage,
      turns: this.#turns,
      patience: request.patience,
      stripper,
      openGate: (...gate) => this.#openGate(...gate),
    })
    const cancel = this.#watchTime(check, workspace, request.checkBudgetMs ?? checkBudgetMs(limits))
    this.#live.set(check, { workspace, started: performance.now(), cancel })
  }

  /**
   * Programs are counted by what they used, so that load takes no time from them; between runs the check's own code has as
   * much, by a clock that goes slower under load.
   */
  #watchTime(check: string, workspace: CheckWorkspace, budgetMs: number): () => void {
    let cancelSilence: (() => void) | null = null
    const look = setInterval(() => {
      if (workspace.chargedMs > budgetMs) return this.#timeOut(check)
      if (workspace.isRunning) {
        cancelSilence?.()
        cancelSilence = null
      } else cancelSilence ??= afterPatience(budgetMs, () => this.#timeOut(check))
    }, LOOK_MS)
    return () => {
      clearInterval(look)
      cancelSilence?.()
    }
  }

  async #answer(check: string, call: Call): Promise<unknown> {
    const live = this.#live.get(check)
    if (!live) throw new AppError('conflict', { reason: 'check_is_over' })
    if (this.#tellTrace && call.operation === 'run' && call.options.model !== undefined)
      this.#traces.begin(check, call.options.model)
    try {
      this.#context.request.onSent?.(check, textOf(call))
      return await live.workspace.answer(call)
    } catch (error) {
      // A sandbox that does not start is our fault, and no verdict may be built on it; one that ended with its check is not.
      if (error instanceof AppError && error.code === 'unavailable' && !live.workspace.isClosed)
        this.#fault.reject(error)
      throw error
    }
  }

  /** The check's programs are ended; if it then says nothing, the grader is stuck in its own code. */
  #timeOut(check: string): void {
    const live = this.#live.get(check)
    if (!live) return
    live.cancel()
    live.workspace.breaches.timeout = true
    this.#close(live.workspace)
    live.cancel = afterPatience(GRACE_MS, () => this.#stuck.resolve({ type: 'stuck', check }))
  }

  #finish(check: string, outcome: CheckOutcome): void {
    const live = this.#live.get(check)
    if (!live) return
    this.#context.measures.checkMs[check] = Math.round(performance.now() - live.started)
    this.#findings.set(check, { outcome, reason: reasonOf(live.workspace.breaches) })
    this.#release(check)
    const trace = this.#traces.of(check)
    if (trace) this.#tellTrace?.(trace)
    this.#context.request.onProgress?.({ done: this.#findings.size, total: this.#total })
  }

  /** Awaited at the end of the round; a failure until then must not end the process. */
  #close(workspace: CheckWorkspace): void {
    const closing = workspace.close()
    closing.catch(() => {})
    this.#closing.push(closing)
  }

  #release(check: string): void {
    const live = this.#live.get(check)
    if (!live) return
    live.cancel()
    this.#live.delete(check)
    this.#close(live.workspace)
  }
}

/** All of a call that a learner's program can read. */
function textOf(call: Call): string {
  if (call.operation === 'readFile') return ''
  if (call.operation === 'writeFile') return call.text
  const { stdin = '', env = {} } = call.options
  return [...call.argv, stdin, ...Object.values(env)].join('\n')
}

function reasonOf({ oom, disk, timeout }: CheckWorkspace['breaches']): FailureReason | null {
  if (oom) return 'oom'
  if (disk) return 'disk'
  return timeout ? 'timeout' : null
}
