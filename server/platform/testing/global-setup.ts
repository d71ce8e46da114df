import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { prepareDatabase } from '../db/prepare.ts'
import { startEmbeddedPostgres } from '../postgres/embedded.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    ownerUrl: string
  }
}

export const TEST_PASSWORDS = { terakoya_app: 'app', terakoya_runner: 'runner' }
export const TEMPLATE = 'terakoya_template'

/** A server of its own for one run of the tests, with a migrated template that test files clone. */
export default async function setup(project: TestProject): Promise<() => void> {
  const parent = process.getuid?.() === 0 ? '/var/lib/terakoya' : '/tmp'
  mkdirSync(parent, { recursive: true })
  const folder = mkdtempSync(join(parent, 'test-'))
  chmodSync(folder, 0o711)
  const server = await startEmbeddedPostgres(folder, 'owner')
  const client = new pg.Client({ connectionString: server.ownerUrl })
  await client.connect()
  await client.query(`create database ${TEMPLATE}`)
  await client.end()
  const url = new URL(server.ownerUrl)
  url.pathname = `/${TEMPLATE}`
  await prepareDatabase(url.toString(), TEST_PASSWORDS)
  project.provide('ownerUrl', server.ownerUrl)
  return () => {
    server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
