'use client'

import { useCallback, useEffect, useMemo, useReducer, useState, useSyncExternalStore } from 'react'
import { EditedFiles } from '../../../../../_features/lab-editor/edited-files.ts'
import type { FileEntry } from '../../../../../_features/lab-editor/files.ts'
import type { OutboxView } from '../../../../../_features/lab-editor/outbox.ts'
import { EMPTY } from '../../../../../_features/lab-editor/outbox-core.ts'
import { faultOf, useTRPCClient } from '../../../../../_trpc/client.tsx'
import { firstState } from './first-state.ts'
import { type LabEvent, reduceLab } from './lab-state.ts'
import type { LabProps } from './lab-types.ts'
import { type ClientMessage, LiveChannel, type ServerMessage } from './live-channel.ts'

type Api = ReturnType<typeof useTRPCClient>

const EMPTY_VIEW: OutboxView = { ...EMPTY, isKept: true }
/** Machines of the lab that live as long as the screen: its files and the live line. */
class LabEngine extends EditedFiles {
  readonly channel: LiveChannel
  readonly #terminal = new Set<(message: ServerMessage) => void>()
  readonly #api: Api
  readonly #workspaceId: string
  readonly #dispatch: (event: LabEvent) => void

  constructor(api: Api, workspaceId: string, dispatch: (event: LabEvent) => void) {
    super(
      {
        id: workspaceId,
        read: (path) => api.labs.file.query({ workspaceId, path }),
        save: ({ saveId, path, content, baseRevision }) =>
          api.labs.save.mutate({ saveId, workspaceId, path, content, baseRevision }),
      },
      dispatch,
    )
    this.#api = api
    this.#workspaceId = workspaceId
    this.#dispatch = dispatch
    this.channel = new LiveChannel(
      workspaceId,
      (message) => this.#receive(message),
      (state) => {
        dispatch({ type: 'channel', state })
        if (state === 'open') this.#catchUp()
      },
    )
  }

  override stop(): void {
    super.stop()
    this.channel.stop()
  }

  send = (message: ClientMessage): boolean => this.channel.send(message)

  onTerminal = (listener: (message: ServerMessage) => void): (() => void) => {
    this.#terminal.add(listener)
    return () => this.#terminal.delete(listener)
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
      dispatch({ type: 'check.done', at: Date.now(), outcomes: result.checks, traces: result.traces })
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
    engine?.create(path)
    dispatch({ type: 'open', path })
  }

  async function rename(file: FileEntry, path: string): Promise<void> {
    await engine?.rename(file.path, path)
    dispatch({ type: 'open', path })
  }

  return { run, check, submit, follow, reset, create, rename, stop: () => engine?.channel.send({ type: 'stop' }) }
}
