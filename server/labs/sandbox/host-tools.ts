import { execFileSync } from 'node:child_process'
import { accessSync, constants, statSync } from 'node:fs'

/** Children are started with nothing of this process's environment. */
export const NO_ENV = {} as NodeJS.ProcessEnv

const FOLDERS = ['/usr/local/bin', '/usr/bin', '/bin', '/usr/sbin', '/sbin']

/** Absolute path of a program of the host, never searched on the caller's PATH; null when it is not installed. */
export function findProgram(name: string): string | null {
  for (const folder of FOLDERS) {
    try {
      accessSync(`${folder}/${name}`, constants.X_OK)
      return `${folder}/${name}`
    } catch {
      // Not in this folder.
    }
  }
  return null
}

export interface HostTools {
  bwrap: string
  bwrapVersion: string
  /** Since bubblewrap 0.8; before it the filter alone refuses nested namespaces. */
  canDisableUserns: boolean
  shell: string
  env: string
  setpriv: string
  prlimit: string
  unshare: string
  mkfifo: string
  du: string
  rm: string
}

export const DEBIAN_PACKAGE_OF: Record<string, string> = {
  bwrap: 'bubblewrap',
  setpriv: 'util-linux',
  prlimit: 'util-linux',
  unshare: 'util-linux',
  mount: 'mount',
  mknod: 'coreutils',
  sh: 'dash',
  bash: 'bash',
  env: 'coreutils',
  mkfifo: 'coreutils',
  du: 'coreutils',
  rm: 'coreutils',
}

/** Names of the programs that sandboxes need and this machine lacks. */
export function missingPrograms(): string[] {
  return Object.keys(DEBIAN_PACKAGE_OF).filter((name) => findProgram(name) === null)
}

/** @returns null when a program is missing, see `missingPrograms` */
export function findHostTools(): HostTools | null {
  const found = (name: string) => findProgram(name) as string
  if (missingPrograms().length > 0) return null
  const bwrap = found('bwrap')
  return {
    bwrap,
    bwrapVersion: execFileSync(bwrap, ['--version'], { encoding: 'utf8', env: NO_ENV })
      .trim()
      .replace('bubblewrap ', ''),
    canDisableUserns: execFileSync(bwrap, ['--help'], { encoding: 'utf8', env: NO_ENV }).includes('--disable-userns'),
    shell: found('sh'),
    env: found('env'),
    setpriv: found('setpriv'),
    prlimit: found('prlimit'),
    unshare: found('unshare'),
    mkfifo: found('mkfifo'),
    du: found('du'),
    rm: found('rm'),
  }
}

/** A setuid bwrap would be held back by no-new-privileges; doctor names it. */
export const isSetuid = (path: string) => (statSync(path).mode & 0o4000) !== 0
