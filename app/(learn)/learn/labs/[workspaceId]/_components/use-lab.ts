'use client'

import { useCallback, useEffect, useMemo, useReducer, useState, useSyncExternalStore } from 'react'
import { faultOf, useTRPCClient } from '../../../../../_trpc/client.tsx'
import { FileBuffers } from './file-buffers.ts'
import { firstState } from './first-state.ts'
import { type FileEntry, type LabEvent, reduceLab } from './lab-state.ts'
import type { LabProps } from './lab-types.ts'
import { type ClientMessage, LiveChannel, type ServerMessage } from './live-channel.ts'
import { Outbox, type OutboxView, type SendResult } from './outbox.ts'
import { type Edit, EMPTY } from './outbox-core.ts'

type Api = ReturnType<typeof useTRPCClient>

const EMPTY_VIEW: OutboxView = { ...EMPTY, isKept: true }
const HOLDS: Record<string, 'signedOut' | 'closed' | 'otherSession'> = {
  unauthenticated: 'signedOut',
  expired: 'closed',
  conflict: 'otherSession',
}
const PASSING = ['offline', 'fault', 'unavailable', 'rate_limited']

async function sendEdit(api: Api, { saveId, workspaceId, path, content, baseRevision }: Edit): Promise<SendResult> {
  try {
    return await api.labs.save.mutate({ saveId, workspaceId, path, content, baseRevision })
  } catch (error) {
    const { code, reason } = faultOf(error)
    const hold = HOLDS[code]
    if (hold) return { kind: 'held', hold }
    return PASSING.includes(code) ? { kind: 'failed' } : { kind: 'refused', reason: reason ?? code }
  }
}

/** Machines of the lab that live as long as the screen: outbox, texts, live line. */
class LabEngine {
  readonly buffers = new FileBuffers()
  readonly outbox: Outbox
  readonly channel: LiveChannel
  readonly #later = new Map<string, number>()
  readonly #terminal = new Set<(message: ServerMessage) => void>()
  readonly #api: Api
  readonly #workspaceId: string
  readonly #dispatch: (event: LabEvent) => void

  constructor(api: Api, workspaceId: string, dispatch: (event: LabEvent) => void) {
    this.#api = api
    this.#workspaceId = workspaceId
    this.#dispatch = dispatch
    this.outbox = new Outbox({
      workspaceId,
      send: (edit) => sendEdit(api, edit),
      onSaved: (path, revision) => this.#saved(path, revision),
    })
    this.outbox.onElsewhere = (path, revision) => this.follow(path, revision)
    this.channel = new LiveChannel(
      workspaceId,
      (message) => this.#receive(message),
      (state) => {
        dispatch({ type: 'channel', state })
        if (state === 'open') this.#catchUp()
      },
    )
  }

  stop(): void {
    this.outbox.stop()
    this.channel.stop()
  }

  send = (message: ClientMessage): boolean => this.channel.send(message)

  onTerminal = (listener: (message: ServerMessage) => void): (() => void) => {
    this.#terminal.add(listener)
    return () => this.#terminal.delete(listener)
  }

  /** Loads a file; what this browser still keeps of it goes before what the server has. */
  async load(path: string): Promise<void> {
    await this.outbox.ready
    const file = await this.#api.labs.file.query({ workspaceId: this.#workspaceId, path })
    const waiting = this.outbox.pending(path)
    const text = waiting ? waiting.content : file.content
    const before = this.buffers.get(path)?.text
    if (waiting ? text !== file.content : before !== undefined && before !== text) this.#dispatch({ type: 'edited' })
    if (text === null) {
      this.buffers.remove(path)
      this.#dispatch({ type: 'file.changed', path, isChanged: true, exists: false })
      return
    }
    this.buffers.put(path, { text, starter: file.starter, revision: file.revision })
    this.#dispatch({ type: 'file.changed', path, isChanged: text !== file.starter, exists: true })
  }

  edit(path: string, text: string | null): void {
    this.#dispatch({ type: 'edited' })
    const base = this.buffers.revisionOf(path)
    this.outbox.edit(path, text, base)
    if (text === null) {
      this.buffers.remove(path)
      this.#dispatch({ type: 'file.changed', path, isChanged: true, exists: false })
      return
    }
    const { starter } = this.buffers.type(path, text)
    this.#dispatch({ type: 'file.changed', path, isChanged: text !== starter, exists: true })
  }

  /** A revision from elsewhere: fetched at once, or once nothing of ours waits for that file. */
  follow(path: string, revision: number): void {
    if (revision <= this.buffers.revisionOf(path)) return
    if (this.outbox.pending(path)) {
      this.#later.set(path, revision)
      return
    }
    this.load(path).catch(() => this.#later.set(path, revision))
  }

  #saved(path: string, revision: number): void {
    this.buffers.setRevision(path, revision)
    queueMicrotask(() => {
      const later = this.#later.get(path)
      if (later === undefined || this.outbox.pending(path)) return
      this.#later.delete(path)
      this.follow(path, later)
    })
  }

  #receive(message: ServerMessage): void {
    if (message.type.startsWith('terminal.') || message.type === 'ready')
      for (const listener of this.#terminal) listener(message)
    if (message.type === 'files.changed') for (const { path, revision } of message.files) this.follow(path, revision)
    else this.#dispatch({ type: 'message', message })
  }

  /** After the line was away: whatever changed meanwhile. */
  #catchUp(): void {
    this.outbox.retry()
    this.#api.labs.workspace.query({ workspaceId: this.#workspaceId }).then(
      ({ files }) => {
        for (const file of files) this.follow(file.path, file.revision)
      },
      () => {},
    )
  }
}

export function useLab(props: LabProps) {
  const api = useTRPCClient()
  const { workspaceId, mode } = props
  const [state, dispatch] = useReducer(reduceLab, props, firstState)
  const [engine, setEngine] = useState<LabEngine | null>(null)

  useEffect(() => {
    const made = new LabEngine(api, workspaceId, dispatch)
    setEngine(made)
    return () => made.stop()
  }, [api, workspaceId])

  const outbox = useSyncExternalStore(
    useCallback((listener: () => void) => engine?.outbox.subscribe(listener) ?? (() => {}), [engine]),
    () => engine?.outbox.getView() ?? EMPTY_VIEW,
    () => EMPTY_VIEW,
  )

  const actions = useMemo(
    () => makeActions(api, { workspaceId, mode }, engine, dispatch),
    [api, workspaceId, mode, engine],
  )
  // A grading that was under way when the page was left.
  const { follow } = actions
  const waiting = props.remembered.submission?.graded
  useEffect(() => {
    const isUnderWay = waiting?.state === 'queued' || waiting?.state === 'grading'
    if (engine && isUnderWay) follow(waiting.submissionId).catch(() => {})
  }, [engine, waiting, follow])
  return { state, dispatch, engine, outbox, ...actions }
}

export type Lab = ReturnType<typeof useLab>

function makeActions(
  api: Api,
  { workspaceId, mode }: Pick<LabProps, 'workspaceId' | 'mode'>,
  engine: LabEngine | null,
  dispatch: (event: LabEvent) => void,
) {
  const refuse = (error: unknown) => {
    const { code, reason, params } = faultOf(error)
    dispatch({ type: 'fault', reason: reason ?? code, params })
  }
  /** The verbs work on what is saved, so that comes first. */
  const saved = async () => {
    if (await engine?.outbox.flush()) return true
    dispatch({ type: 'fault', reason: 'notSaved', params: { count: engine?.outbox.getView().edits.length ?? 0 } })
    return false
  }

  async function run(): Promise<void> {
    if (!(await saved())) return
    dispatch({ type: 'run.asked', at: Date.now() })
    if (!engine?.channel.send({ type: 'run' })) dispatch({ type: 'fault', reason: 'channelAway', params: {} })
  }

  async function check(): Promise<void> {
    if (!(await saved())) return
    dispatch({ type: 'check.asked' })
    try {
      const result = await api.assessment.check.mutate({ workspaceId })
      dispatch({ type: 'check.done', at: Date.now(), outcomes: result.checks })
    } catch (error) {
      refuse(error)
    }
  }

  async function follow(submissionId: string): Promise<void> {
    for (;;) {
      const now = await api.assessment.submissionState.query({ submissionId })
      const graded = {
        submissionId,
        state: now.state,
        position: now.state === 'queued' ? now.position : null,
        score: now.state === 'graded' ? now.score : null,
        isPassed: now.state === 'graded' ? now.isPassed : null,
      }
      dispatch({ type: 'graded', graded })
      if (now.state !== 'queued' && now.state !== 'grading') break
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
    const submission = await api.assessment.submission.query({ submissionId })
    const outcomes = submission.checks.flatMap(({ status, points, ...check }) =>
      status === null ? [] : [{ ...check, status, points: points ?? 0 }],
    )
    dispatch({ type: 'graded.checks', at: Date.now(), outcomes })
  }

  /** `submitId` stays the same when the answer was lost, so a repeat counts once. */
  let submitId: string | null = null
  async function submit(): Promise<void> {
    if (!(await saved())) return
    submitId ??= crypto.randomUUID()
    try {
      const { submissionId, left } = await api.assessment.submit.mutate({ submitId, workspaceId })
      submitId = null
      dispatch({ type: 'submitted', submissionId, left })
      if (mode === 'proctored') dispatch({ type: 'closed' })
      await follow(submissionId)
    } catch (error) {
      if (faultOf(error).code !== 'offline') submitId = null
      refuse(error)
    }
  }

  async function reset(paths?: string[]): Promise<void> {
    try {
      const { reset: done } = await api.labs.reset.mutate({ workspaceId, paths })
      if (engine) await Promise.all(done.map((path) => engine.load(path)))
    } catch (error) {
      refuse(error)
    }
  }

  function create(path: string): void {
    engine?.buffers.put(path, { text: '', starter: null, revision: engine.buffers.revisionOf(path) })
    engine?.edit(path, '')
    dispatch({ type: 'open', path })
  }

  async function rename(file: FileEntry, path: string): Promise<void> {
    if (!engine?.buffers.get(file.path)) await engine?.load(file.path)
    const text = engine?.buffers.get(file.path)?.text ?? ''
    engine?.buffers.put(path, { text, starter: null, revision: engine.buffers.revisionOf(path) })
    engine?.edit(path, text)
    engine?.edit(file.path, null)
    dispatch({ type: 'open', path })
  }

  return { run, check, submit, follow, reset, create, rename, stop: () => engine?.channel.send({ type: 'stop' }) }
}
