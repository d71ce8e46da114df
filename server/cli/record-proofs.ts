import { resolve } from 'node:path'
import { activitiesOf, loadContent } from '../catalog/index.ts'
import { recordProof } from '../labs/index.ts'
import { asSetup, openDatabase } from './database.ts'
import { prepareInstance } from './instance.ts'

/** Writes a proof of the lab in `dir` into this checkout's evaluation site, whose lab screen then shows its date. */
export async function recordProofOf(dir: string, proof: { imageDigest: string; seeds: number }): Promise<void> {
  const bundle = await loadContent(['content'])
  const activity = activitiesOf(bundle).find(({ folder }) => resolve(folder) === resolve(dir))
  if (!activity) throw new Error(`${dir} is not part of content/, so there is no version to record the proof for.`)
  const database = await openDatabase(await prepareInstance('evaluation', process.cwd()))
  try {
    await asSetup(database.appUrl, (ctx) => recordProof(ctx, { ...proof, contentDigest: activity.digest }))
  } finally {
    database.leave()
  }
}
