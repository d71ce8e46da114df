import { execFile } from 'node:child_process'
import { chmod, chown, mkdir, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { AppError } from '../../platform/errors.ts'
import { findProgram, NO_ENV } from './host-tools.ts'

const run = promisify(execFile)

/** A folder's content: paths with "/" relative to the workspace, in any order. Regular files only. */
export type FileMap = ReadonlyMap<string, Uint8Array>

/** What the system says of a path that cannot be: a file below a file, a name twice, too long. */
const BAD_PATH_CODES = ['EEXIST', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG', 'EILSEQ']
const MAX_PATH_BYTES = 512
const MAX_DEPTH = 24
const MAX_NAME_BYTES = 200

/** True for a path that can be written below a folder and nowhere else. */
export function isWorkspacePath(path: string): boolean {
  const names = path.split('/')
  return (
    Buffer.byteLength(path) <= MAX_PATH_BYTES &&
    names.length <= MAX_DEPTH &&
    path.isWellFormed() &&
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
    !/[\u0000-\u001f\u007f\\]/.test(path) &&
    names.every((name) => name !== '' && name !== '.' && name !== '..' && Buffer.byteLength(name) <= MAX_NAME_BYTES)
  )
}

/**
 * Makes a new folder that belongs to `uid` and fills it. Nobody but this process can reach it until it is done, so no
 * link of a learner can be followed.
 * @throws AppError conflict/workspace_exists, invalid_input/bad_path {path}
 */
export async function createWorkspace(dir: string, files: FileMap, uid: number): Promise<void> {
  for (const path of files.keys()) {
    if (!isWorkspacePath(path)) throw new AppError('invalid_input', { reason: 'bad_path', params: { path } })
  }
  const owner = process.getuid?.() === 0 ? uid : null
  await mkdir(dir, { mode: 0o700 }).catch((cause) => {
    throw new AppError('conflict', { reason: 'workspace_exists', cause })
  })
  const folders = new Set<string>()
  for (const path of files.keys()) {
    for (let parent = dirname(path); parent !== '.'; parent = dirname(parent)) folders.add(parent)
  }
  try {
    for (const folder of [...folders].sort()) await mkdir(join(dir, folder), { mode: 0o755 })
    for (const [path, bytes] of files) await writeNewFile(join(dir, path), bytes, owner)
  } catch (cause) {
    await removeWorkspace(dir)
    const { code = '', message } = cause as NodeJS.ErrnoException
    if (!BAD_PATH_CODES.includes(code)) throw cause
    throw new AppError('invalid_input', { reason: 'bad_path', params: { path: message }, cause })
  }
  if (owner !== null) for (const folder of folders) await chown(join(dir, folder), owner, owner)
  if (owner !== null) await chown(dir, owner, owner)
}

async function writeNewFile(path: string, bytes: Uint8Array, owner: number | null): Promise<void> {
  const file = await open(path, 'wx', 0o644)
  try {
    await file.writeFile(bytes)
    if (bytes[0] === 0x23 && bytes[1] === 0x21) await file.chmod(0o755)
    if (owner !== null) await file.chown(owner, owner)
  } finally {
    await file.close()
  }
}

/** A folder for workspaces: sandboxes of any uid pass through, nobody lists it. */
export async function createWorkspaceParent(dir: string): Promise<void> {
  await mkdir(dir, { recursive: true })
  await chmod(dir, 0o711)
}

/**
 * Removes a workspace, however deep or oddly named. No sandbox may have it bound. GNU rm unlinks relative to open
 * folders and follows no link.
 */
export async function removeWorkspace(dir: string): Promise<void> {
  const remove = () => run(findProgram('rm') ?? 'rm', ['-rf', '--one-file-system', '--', dir], { env: NO_ENV })
  // Folders that nobody may enter stop an ordinary user, who owns them.
  await remove().catch(async () => {
    await run(findProgram('chmod') ?? 'chmod', ['-R', 'u+rwX', '--', dir], { env: NO_ENV })
    await remove()
  })
}

/** Gives a workspace that survived its runner to another uid. No sandbox may have it bound. */
export async function adoptWorkspace(dir: string, uid: number): Promise<void> {
  if (process.getuid?.() !== 0) return
  await run(findProgram('chown') ?? 'chown', ['-R', '-P', '-h', '--', `${uid}:${uid}`, dir], { env: NO_ENV })
}
