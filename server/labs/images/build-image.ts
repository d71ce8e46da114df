import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join, matchesGlob } from 'node:path'
import { promisify } from 'node:util'
import { AppError } from '../../platform/errors.ts'
import { findProgram } from '../sandbox/host-tools.ts'
import { isAlive, startOf } from '../sandbox/processes.ts'
import type { Image } from '../sandbox/types.ts'
import {
  type AptState,
  type DebianPackage,
  downloadPackages,
  fileDigest,
  freshLists,
  machineLists,
  packageFile,
  resolvePackages,
  unpackPackage,
} from './debian-packages.ts'
import { buildHostImage } from './host-image.ts'
import { IMAGE_FILES, installNode, prepareRoot, writeImageFiles } from './image-folder.ts'
import type { ImageName } from './image-names.ts'
import { type ImageSpec, readImageSpec } from './image-spec.ts'
import { installNpmPackages, type NpmPackage, resolveNpmPackages } from './npm-packages.ts'

const run = promisify(execFile)
const UNFINISHED = '.building-'
const NEEDED = ['apt-get', 'apt-cache', 'dpkg-deb', 'tar']

export type ImageProgress = {
  step: 'resolving' | 'downloading' | 'unpacking' | 'finishing'
  done: number
  total: number
}

export interface ImageOptions {
  /** Folder that holds the images; sandboxes of every uid must be able to enter it. */
  imagesDir: string
  onProgress?: (progress: ImageProgress) => void
  /** Use the machine's own programs when the image cannot be built. The image then says `origin: 'host'`. */
  allowHostFallback?: boolean
}

/** What an image is made of. Its digest is the image's digest. */
export interface ImageManifest {
  name: string
  architecture: string
  packages: (DebianPackage & { sha256: string })[]
  npm: NpmPackage[]
  node: { version: string; sha256: string }
  /** Of the declaration and of the files every image holds. */
  recipe: string
}

/**
 * The image, built when this machine has not built it before; a second call reads one file. A half-built image is
 * never used: it becomes visible by one rename.
 * @throws AppError unavailable/image_not_built when it cannot be built and no fallback is allowed
 */
export async function ensureImage(name: ImageName, options: ImageOptions): Promise<Image> {
  const { imagesDir, allowHostFallback = false } = options
  mkdirSync(imagesDir, { recursive: true, mode: 0o711 })
  const spec = readImageSpec(name)
  const existing = findImage(name, imagesDir)
  if (existing) return existing
  try {
    return await buildImage(spec, options)
  } catch (cause) {
    const hasPrograms = spec.programs.every((program) => findProgram(program) !== null)
    if (allowHostFallback && hasPrograms) return buildHostImage(imagesDir, { withNode: true })
    throw new AppError('unavailable', {
      reason: 'image_not_built',
      params: { image: name, detail: cause instanceof Error ? cause.message.slice(0, 500) : String(cause) },
      cause,
    })
  }
}

/** What an image that was built here is made of; null when it was not. */
export function readManifest(name: ImageName, imagesDir: string): (ImageManifest & { digest: string }) | null {
  const current = join(imagesDir, `${name}.json`)
  if (!existsSync(current)) return null
  const { manifest, digest } = JSON.parse(readFileSync(current, 'utf8')) as { manifest: ImageManifest; digest: string }
  return { ...manifest, digest }
}

/** @returns null when this machine has not built the image, or built it from another recipe */
export function findImage(name: ImageName, imagesDir: string): Image | null {
  const manifest = readManifest(name, imagesDir)
  if (!manifest) return null
  const { digest } = manifest
  const root = rootOf(imagesDir, name, digest)
  const spec = readImageSpec(name)
  const isCurrent =
    manifest.recipe === recipeOf(spec, resolveNpmPackages(spec.npm)) && manifest.node.version === process.version
  return isCurrent && existsSync(root) ? { name, digest, root, hostFolders: [], origin: 'built' } : null
}

const rootOf = (imagesDir: string, name: string, digest: string) => join(imagesDir, `${name}-${digest.slice(0, 12)}`)
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const recipeOf = (spec: ImageSpec, npm: readonly NpmPackage[]) => sha256(JSON.stringify([spec, npm, IMAGE_FILES]))

async function buildImage(spec: ImageSpec, { imagesDir, onProgress = () => {} }: ImageOptions): Promise<Image> {
  const missing = NEEDED.filter((name) => findProgram(name) === null)
  if (missing.length > 0) throw new Error(`missing programs: ${missing.join(', ')}`)
  removeUnfinished(imagesDir)
  const work = mkdtempSync(join(imagesDir, `${UNFINISHED}${process.pid}.${startOf(process.pid)}-`))
  try {
    const debs = join(work, 'debs')
    const root = join(work, 'root')
    mkdirSync(debs)
    prepareRoot(root)
    onProgress({ step: 'resolving', done: 0, total: spec.packages.length })
    const packages = await fetchPackages(spec, debs, join(work, 'apt'), onProgress)
    for (const [index, deb] of packages.entries()) {
      await unpackPackage(packageFile(debs, deb), root)
      onProgress({ step: 'unpacking', done: index + 1, total: packages.length })
    }
    onProgress({ step: 'finishing', done: 0, total: 1 })
    const npm = resolveNpmPackages(spec.npm)
    await finishRoot(root, spec, npm)
    const manifest: ImageManifest = {
      name: spec.name,
      architecture: process.arch,
      packages: packages.map((deb) => ({ ...deb, sha256: fileDigest(packageFile(debs, deb)) })),
      npm,
      node: { version: process.version, sha256: fileDigest(process.execPath) },
      recipe: recipeOf(spec, npm),
    }
    const image = publish(root, manifest, imagesDir)
    onProgress({ step: 'finishing', done: 1, total: 1 })
    return image
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** What a build left whose process died. */
function removeUnfinished(imagesDir: string): void {
  for (const name of readdirSync(imagesDir).filter((entry) => entry.startsWith(UNFINISHED))) {
    const [pid, start] = name.slice(UNFINISHED.length).split(/[.-]/).map(Number)
    if (pid && start && !isAlive(pid, start)) rmSync(join(imagesDir, name), { recursive: true, force: true })
  }
}

async function fetchPackages(
  spec: ImageSpec,
  debs: string,
  aptDir: string,
  onProgress: (progress: ImageProgress) => void,
): Promise<DebianPackage[]> {
  const fetch = async (state: AptState) => {
    const resolved = await resolvePackages(state, spec.packages)
    const packages = resolved.filter(({ name }) => !spec.leaveOut.some((pattern) => matchesGlob(name, pattern)))
    await downloadPackages(state, packages, debs, (done) =>
      onProgress({ step: 'downloading', done, total: packages.length }),
    )
    return packages
  }
  const machine = await machineLists(aptDir)
  if (!machine) return fetch(await freshLists(aptDir))
  return fetch(machine).catch(async () => fetch(await freshLists(aptDir)))
}

async function finishRoot(root: string, spec: ImageSpec, npm: readonly NpmPackage[]): Promise<void> {
  for (const path of spec.drop) rmSync(join(root, path), { recursive: true, force: true })
  mkdirSync(join(root, 'usr/sbin'), { recursive: true, mode: 0o755 })
  for (const [link, target] of Object.entries(spec.links)) {
    rmSync(join(root, link), { force: true })
    symlinkSync(target, join(root, link))
  }
  writeImageFiles(root)
  installNode(root)
  installNpmPackages(npm, root)
  for (const argv of spec.commands) await runInside(root, argv)
  // No program in an image may raise privileges, whatever the mount options say; every uid must be able to read it.
  await run('chmod', ['-R', 'u+rwX,go+rX,go-w,a-s', root])
}

/** The packages' own programs, on the root that they came in: apt verified both. */
async function runInside(root: string, argv: readonly string[]): Promise<void> {
  const inside = ['--bind', root, '/', '--dev', '/dev', '--proc', '/proc', '--tmpfs', '/tmp']
  await run('bwrap', ['--unshare-all', '--die-with-parent', '--clearenv', ...inside, '--', ...argv])
}

function publish(built: string, manifest: ImageManifest, imagesDir: string): Image {
  const digest = sha256(JSON.stringify(manifest))
  const root = rootOf(imagesDir, manifest.name, digest)
  try {
    renameSync(built, root)
  } catch (error) {
    // Another process built the same image in the meantime.
    if (!existsSync(root)) throw error
  }
  const current = join(imagesDir, `${manifest.name}.json`)
  writeFileSync(`${current}.${process.pid}`, JSON.stringify({ digest, manifest }, null, 2))
  renameSync(`${current}.${process.pid}`, current)
  return { name: manifest.name, digest, root, hostFolders: [], origin: 'built' }
}
