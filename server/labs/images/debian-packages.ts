import { execFile, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const BATCH = 8
const BIG = { maxBuffer: 16 * 1024 * 1024 }

export interface DebianPackage {
  name: string
  version: string
  architecture: string
}

/** Options under which apt works without root and without the machine's own state: package lists apart. */
export interface AptState {
  options: string[]
}

/** Options for the machine's own package lists; null where it has none. */
export async function machineLists(folder: string): Promise<AptState | null> {
  const options = aptOptions(folder)
  const { stdout } = await run('apt-cache', [...options, 'policy', 'bash'], BIG)
  return /Candidate: \d/.test(stdout) ? { options } : null
}

/** Fetches package lists into `folder`: the machine's may be missing, or name versions that the mirror has dropped. */
export async function freshLists(folder: string): Promise<AptState> {
  const options = [
    ...aptOptions(folder),
    '-o',
    `Dir::State::lists=${join(folder, 'lists')}`,
    '-o',
    `Dir::Cache=${folder}`,
  ]
  await run('apt-get', [...options, 'update'], BIG)
  return { options }
}

function aptOptions(folder: string): string[] {
  for (const path of ['archives/partial', 'lists/partial']) mkdirSync(join(folder, path), { recursive: true })
  const settings = [
    'Dir::State::status=/dev/null',
    'Debug::NoLocking=1',
    'APT::Sandbox::User=root',
    `Dir::Cache::archives=${join(folder, 'archives')}`,
  ]
  return ['-qq', ...settings.flatMap((setting) => ['-o', setting])]
}

/** The packages and everything they depend on, as if nothing were installed. */
export async function resolvePackages(state: AptState, names: readonly string[]): Promise<DebianPackage[]> {
  const argv = [...state.options, 'install', '--print-uris', '--no-install-recommends', ...names]
  const { stdout } = await run('apt-get', argv, BIG)
  return stdout
    .split('\n')
    .map((line) => /^'[^']+' (?<name>[^_ ]+)_(?<version>[^_ ]+)_(?<architecture>[^_ ]+)\.deb /.exec(line)?.groups)
    .filter((groups) => groups !== undefined)
    .map(({ name = '', version = '', architecture = '' }) => ({
      name,
      version: decodeURIComponent(version),
      architecture,
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** Leaves one .deb a package in `folder`. apt verifies each against the signed lists. */
export async function downloadPackages(
  state: AptState,
  packages: readonly DebianPackage[],
  folder: string,
  onProgress: (done: number) => void,
): Promise<void> {
  for (let from = 0; from < packages.length; from += BATCH) {
    const batch = packages.slice(from, from + BATCH).map(({ name, version }) => `${name}=${version}`)
    await run('apt-get', [...state.options, 'download', ...batch], { ...BIG, cwd: folder })
    onProgress(readdirSync(folder).filter((file) => file.endsWith('.deb')).length)
  }
}

export function packageFile(folder: string, { name, version }: DebianPackage): string {
  const prefix = `${name}_${version.replaceAll(':', '%3a')}_`
  const file = readdirSync(folder).find((candidate) => candidate.startsWith(prefix) && candidate.endsWith('.deb'))
  if (!file) throw new Error(`apt left no file for ${name} ${version}`)
  return join(folder, file)
}

export const fileDigest = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')

/** Unpacks without running any of the package's scripts. Folders that are links in the root stay links. */
export function unpackPackage(deb: string, root: string): Promise<void> {
  const archive = spawn('dpkg-deb', ['--fsys-tarfile', deb], { stdio: ['ignore', 'pipe', 'ignore'] })
  const tar = spawn(
    'tar',
    ['-x', '-C', root, '--keep-directory-symlink', '--no-same-owner', '--delay-directory-restore', '-f', '-'],
    { stdio: ['pipe', 'ignore', 'pipe'] },
  )
  archive.stdout.pipe(tar.stdin)
  let complaint = ''
  tar.stderr.on('data', (chunk) => {
    complaint += chunk
  })
  const ended = (child: typeof archive | typeof tar, name: string) =>
    new Promise<void>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', (code) =>
        code === 0 ? resolve() : reject(new Error(`${name} failed on ${deb}: ${complaint.trim() || code}`)),
      )
    })
  return Promise.all([ended(archive, 'dpkg-deb'), ended(tar, 'tar')]).then(() => {})
}
