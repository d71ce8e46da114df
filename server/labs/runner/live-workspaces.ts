import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Context } from '../../platform/context.ts'
import type { Id } from '../../platform/ids.ts'
import { logFault } from '../../platform/log.ts'
import { labDefinitionOf } from '../lab-versions.ts'
import { selectWorkspace } from '../queries.ts'
import { removeWorkspace } from '../sandbox/workspace.ts'
import type { PlaceLimits } from '../submission-support.ts'
import type { Engine } from './engine.ts'
import { LiveWorkspace } from './live-workspace.ts'
import { Places } from './places.ts'

const IDLE_MS = 10 * 60_000

/** The workspaces that have a folder in use. One that nobody used for ten minutes is put away; its rows are the truth. */
export class LiveWorkspaces {
  readonly #engine: Engine
  readonly #context: () => Context
  readonly #live = new Map<Id<'workspace'>, Promise<LiveWorkspace>>()
  readonly #places = new Places()
  readonly #timer: NodeJS.Timeout

  constructor(engine: Engine, context: () => Context) {
    this.#engine = engine
    this.#context = context
    this.#timer = setInterval(
      () => void this.#putAway().catch((error: unknown) => logFault('runner.putAway', error)),
      30_000,
    )
  }

  /** @throws AppError `not_found`, `unavailable` (runnerFull, quotaOpenLabsPerPerson, quotaOpenLabs) */
  open(workspaceId: Id<'workspace'>, limits: PlaceLimits | null): Promise<LiveWorkspace> {
    const known = this.#live.get(workspaceId)
    if (known) return known
    const opening = this.#open(workspaceId, limits)
    this.#live.set(workspaceId, opening)
    opening.catch(() => this.#leave(workspaceId))
    return opening
  }

  async #open(workspaceId: Id<'workspace'>, limits: PlaceLimits | null): Promise<LiveWorkspace> {
    const ctx = this.#context()
    const workspace = await selectWorkspace(ctx, workspaceId)
    const definition = await labDefinitionOf(ctx, workspace.versionId)
    const obstacle = this.#places.obstacle(workspace, limits)
    if (obstacle) await this.#putAwayOneOf(this.#places.inTheWay(workspace, obstacle))
    this.#places.take(workspaceId, workspace, limits)
    return LiveWorkspace.open({ engine: this.#engine, context: this.#context, workspace, definition })
  }

  /** How many are in use, by organisation. */
  counts(): Record<string, number> {
    return this.#places.counts()
  }

  #leave(workspaceId: Id<'workspace'>): void {
    this.#live.delete(workspaceId)
    this.#places.give(workspaceId)
  }

  /** Puts away the one that nobody looks at for longest, so that an old tab is never in the way of a new one. */
  async #putAwayOneOf(ids: readonly Id<'workspace'>[]): Promise<void> {
    const all = await Promise.all(ids.map(async (id) => ({ id, live: await this.#live.get(id)?.catch(() => null) })))
    const idle = all.flatMap(({ id, live }) => (live && !live.isBusy ? [{ id, live }] : []))
    const [oldest] = idle.toSorted((a, b) => a.live.lastUsedAt - b.live.lastUsedAt)
    if (!oldest || this.#live.get(oldest.id) === undefined) return
    this.#leave(oldest.id)
    await oldest.live.close()
  }

  /** The workspace when it is in use, else null: nothing to follow. */
  get(workspaceId: Id<'workspace'>): Promise<LiveWorkspace> | null {
    return this.#live.get(workspaceId) ?? null
  }

  /** Ends a workspace and removes its folder, in use or not. */
  async forget(workspaceId: Id<'workspace'>): Promise<void> {
    const opening = this.#live.get(workspaceId)
    this.#leave(workspaceId)
    await (await opening?.catch(() => null))?.close()
    const { workspacesDir } = this.#engine
    await removeWorkspace(join(workspacesDir, workspaceId))
    rmSync(join(workspacesDir, `${workspaceId}.json`), { force: true })
  }

  async #putAway(): Promise<void> {
    for (const [id, opening] of this.#live) {
      const live = await opening.catch(() => null)
      if (!live || live.isBusy || Date.now() - live.lastUsedAt < IDLE_MS) continue
      this.#leave(id)
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
