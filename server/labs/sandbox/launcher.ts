import { AppError } from '../../platform/errors.ts'
import { findProgram, type HostTools } from './host-tools.ts'
import type { View } from './own-views.ts'
import type { RunSpec } from './types.ts'

/** Names inside the sandbox, the same for every image. */
export const WORKSPACE = '/workspace'
export const HOME = '/home/learner'
const INNER_ID = '1000'

const BASE_ENV: Readonly<Record<string, string>> = {
  PATH: '/opt/node/bin:/usr/local/bin:/usr/bin:/bin',
  HOME,
  USER: 'learner',
  LOGNAME: 'learner',
  SHELL: '/bin/bash',
  LANG: 'C.UTF-8',
  TZ: 'UTC',
  // Compiled copies would be files of the learner's, saved and handed in.
  PYTHONDONTWRITEBYTECODE: '1',
}
const KEPT_HOME_ENV = { NODE_COMPILE_CACHE: `${HOME}/.cache/node` }

const MIB = 1024 * 1024

/** Files that the launcher opens as descriptors; in a folder only the driver can enter. */
export interface LaunchFiles {
  args: string
  seccomp: string
  status: string
  /** null: standard input is the pipe or terminal given to the launcher. */
  stdin: string | null
  /** Named pipes; null: a terminal. */
  output: { stdout: string; stderr: string } | null
}

export interface LaunchPlan {
  program: string
  argv: string[]
}

/**
 * bwrap's own arguments, NUL-separated. They travel by descriptor because /proc/1/cmdline is readable inside.
 * @param spec what to run
 * `seenAt`: where the launcher mounts a shared folder for this sandbox alone; `furniture`: what is laid over /dev and /proc.
 */
export function bwrapArguments(
  spec: RunSpec,
  options: {
    canDisableUserns: boolean
    seccomp: boolean
    seenAt: (path: string) => string
    furniture: readonly string[]
  },
): string {
  const { seenAt } = options
  const { image, workspaceDir, homeDir, limits, env = {}, pty, extraReadOnly = [] } = spec
  const scratch = Math.max(8, Math.min(64, Math.floor(limits.memoryMb / 4)))
  const tmpfs = (at: string, mib: number, mode: string) => ['--perms', mode, '--size', String(mib * MIB), '--tmpfs', at]
  const args = [
    ...['--unshare-all', '--unshare-user', '--die-with-parent', '--clearenv', '--cap-drop', 'ALL'],
    ...(options.canDisableUserns ? ['--disable-userns'] : []),
    ...['--uid', INNER_ID, '--gid', INNER_ID, '--hostname', 'lab'],
    // A terminal keeps its session: without it job control breaks, and the pty belongs to this sandbox alone.
    ...(pty ? [] : ['--new-session']),
    ...['--ro-bind', seenAt(image.root), '/'],
    ...image.hostFolders.flatMap(({ hostPath, at }) => ['--ro-bind', seenAt(hostPath), at]),
    ...['--proc', '/proc', '--dev', '/dev'],
    ...tmpfs('/dev/shm', Math.min(16, scratch), '1777'),
    ...options.furniture,
    ...['--remount-ro', '/dev'],
    ...tmpfs('/tmp', scratch, '1777'),
    ...(homeDir ? ['--bind', homeDir, HOME] : tmpfs(HOME, Math.min(16, scratch), '0700')),
    ...tmpfs('/run', 1, '0755'),
    ...extraReadOnly.flatMap(({ hostPath, at }) => ['--ro-bind', seenAt(hostPath), at]),
    ...['--remount-ro', '/run'],
    ...(workspaceDir ? ['--bind', workspaceDir, WORKSPACE] : []),
    ...['--remount-ro', '/', '--chdir', WORKSPACE],
    ...Object.entries({
      ...BASE_ENV,
      ...(homeDir ? KEPT_HOME_ENV : {}),
      ...(pty ? { TERM: 'xterm-256color' } : {}),
      ...env,
    }).flatMap(([name, value]) => ['--setenv', name, value]),
    ...['--json-status-fd', '5'],
    ...(options.seccomp ? ['--seccomp', '4'] : []),
  ]
  if (args.some((arg) => arg.includes('\0'))) throw new AppError('invalid_input', { reason: 'bad_argument' })
  return args.map((arg) => `${arg}\0`).join('')
}

/** Runs before any privilege is dropped: joins the groups, opens the descriptors, becomes the rest of the chain. */
const SCRIPT = `
umask 022
while [ "$1" != -- ]; do echo 0 >"$1/cgroup.procs" || exit 125; shift; done
shift
while [ "$1" != -- ]; do mount -t overlay -o "ro,lowerdir=$1" overlay "$2" || exit 125; shift 2; done
shift
args=$1 seccomp=$2 status=$3 stdin=$4 owner=$5 out=$6 err=$7
shift 7
[ "$stdin" = - ] || exec <"$stdin"
[ "$out" = - ] || exec >"$out" 2>"$err"
[ "$owner" = - ] || chown "$owner" /proc/self/fd/0
exec "$@" 3<"$args" 4<"$seccomp" 5>"$status"
`

/** The whole chain: (unshare →) shell → env -i → setpriv → prlimit → bwrap → program, each replacing the one before. */
export function launchPlan(
  spec: RunSpec,
  context: {
    tools: HostTools
    files: LaunchFiles
    groups: readonly string[]
    isRoot: boolean
    countsTasks: boolean
    leakedDescriptors: readonly number[]
    views: readonly View[]
  },
): LaunchPlan {
  const { tools, files, groups, isRoot, countsTasks, leakedDescriptors, views } = context
  const uid = String(spec.uid)
  const shell = shellFor(tools, leakedDescriptors)
  const drop = isRoot
    ? [
        '--reuid',
        uid,
        '--regid',
        uid,
        '--clear-groups',
        '--inh-caps=-all',
        '--ambient-caps=-all',
        '--bounding-set=-all',
      ]
    : ['--inh-caps=-all', '--ambient-caps=-all']
  const isOwn = views.length > 0
  return {
    program: isOwn ? tools.unshare : shell.program,
    argv: [
      ...(isOwn ? ['--mount', '--propagation', 'private', shell.program] : []),
      ...shell.flags,
      '-c',
      leakedDescriptors.map((descriptor) => `exec ${descriptor}>&-`).join('\n') + SCRIPT,
      'launch',
      ...groups,
      '--',
      ...views.flatMap(({ from, at }) => [from, at]),
      '--',
      files.args,
      files.seccomp,
      files.status,
      files.stdin ?? '-',
      isRoot && spec.pty ? uid : '-',
      files.output?.stdout ?? '-',
      files.output?.stderr ?? '-',
      tools.env,
      '-i',
      tools.setpriv,
      ...drop,
      '--no-new-privs',
      tools.prlimit,
      ...resourceLimits(spec, isRoot, countsTasks),
      tools.bwrap,
      '--args',
      '3',
      '--',
      ...(isRoot || countsTasks ? spec.argv : limitedInside(spec)),
    ],
  }
}

/** dash takes one-digit descriptors only; bash reads start-up files when its input is a socket. */
function shellFor(tools: HostTools, leaked: readonly number[]): { program: string; flags: string[] } {
  const bash = leaked.some((descriptor) => descriptor > 9) ? findProgram('bash') : null
  return bash ? { program: bash, flags: ['--norc', '--noprofile'] } : { program: tools.shell, flags: [] }
}

function resourceLimits({ limits }: RunSpec, isRoot: boolean, countsTasks: boolean): string[] {
  const same = (name: string, value: number) => `--${name}=${value}:${value}`
  return [
    same('nofile', 1024),
    same('fsize', limits.diskMb * MIB),
    same('core', 0),
    same('memlock', 65_536),
    same('msgqueue', 65_536),
    same('sigpending', 1024),
    // Counted per uid: exact only where nothing better counts, since a workspace's helpers share its uid.
    ...(isRoot ? [same('nproc', countsTasks ? limits.processes * 4 + 64 : limits.processes + 2)] : []),
  ]
}

/** An ordinary user's own processes share the count outside, so the limit is set where only the sandbox's count. */
function limitedInside({ argv, limits }: RunSpec): string[] {
  return ['/bin/sh', '-c', `ulimit -p ${limits.processes}; exec "$@"`, 'limit', ...argv]
}
