import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Context } from '../../platform/context.ts'
import { AppError } from '../../platform/errors.ts'
import type { Id } from '../../platform/ids.ts'
import { logFault } from '../../platform/log.ts'
import { labDefinitionOf } from '../lab-versions.ts'
import { selectWorkspace } from '../queries.ts'
import { removeWorkspace } from '../sandbox/workspace.ts'
import type { Engine } from './engine.ts'
import { LiveWorkspace } from './live-workspace.ts'

const IDLE_MS = 10 * 60_000
const MAX_LIVE = 200

/** The workspaces that have a folder in use. One that nobody used for ten minutes is put away; its rows are the truth. */
export class LiveWorkspaces {
  readonly #engine: Engine
  readonly #context: () => Context
  readonly #live = new Map<Id<'workspace'>, Promise<LiveWorkspace>>()
  readonly #timer: NodeJS.Timeout

  constructor(engine: Engine, context: () => Context) {
    this.#engine = engine
    this.#context = context
    this.#timer = setInterval(
      () => void this.#putAway().catch((error: unknown) => logFault('runner.putAway', error)),
      30_000,
    )
  }

  /** @throws AppError `not_found`, `unavailable` (runnerFull) */
  open(workspaceId: Id<'workspace'>): Promise<LiveWorkspace> {
    const known = this.#live.get(workspaceId)
    if (known) return known
    if (this.#live.size >= MAX_LIVE) return Promise.reject(new AppError('unavailable', { reason: 'runnerFull' }))
    const opening = this.#open(workspaceId)
    this.#live.set(workspaceId, opening)
    opening.catch(() => this.#live.delete(workspaceId))
    return opening
  }

  async #open(workspaceId: Id<'workspace'>): Promise<LiveWorkspace> {
    const ctx = this.#context()
    const workspace = await selectWorkspace(ctx, workspaceId)
    const definition = await labDefinitionOf(ctx, workspace.versionId)
    return LiveWorkspace.open({ engine: this.#engine, context: this.#context, workspaceId, definition })
  }

  /** The workspace when it is in use, else null: nothing to follow. */
  get(workspaceId: Id<'workspace'>): Promise<LiveWorkspace> | null {
    return this.#live.get(workspaceId) ?? null
  }

  /** Ends a workspace and removes its folder, in use or not. */
  async forget(workspaceId: Id<'workspace'>): Promise<void> {
    const opening = this.#live.get(workspaceId)
    this.#live.delete(workspaceId)
    await (await opening?.catch(() => null))?.close()
    const { workspacesDir } = this.#engine
    await removeWorkspace(join(workspacesDir, workspaceId))
    rmSync(join(workspacesDir, `${workspaceId}.json`), { force: true })
  }

  async #putAway(): Promise<void> {
    for (const [id, opening] of this.#live) {
      const live = await opening.catch(() => null)
      if (!live || live.isBusy || Date.now() - live.lastUsedAt < IDLE_MS) continue
      this.#live.delete(id)
      await live.close()
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    const all = [...this.#live.values()]
    this.#live.clear()
    await Promise.allSettled(all.map(async (opening) => (await opening).close()))
  }
}
