import { readFileSync } from 'node:fs'
import { IMAGE_NAMES } from '../images/image-names.ts'
import { diagnoseImage } from './diagnose-image.ts'
import { createBwrapDriver } from './driver.ts'
import { DEBIAN_PACKAGE_OF, findProgram, isSetuid, missingPrograms } from './host-tools.ts'
import type { Capabilities, Diagnosis } from './types.ts'

const APPARMOR = '/proc/sys/kernel/apparmor_restrict_unprivileged_userns'
const USER_NAMESPACES = '/proc/sys/user/max_user_namespaces'
const DEBIAN_CLONE = '/proc/sys/kernel/unprivileged_userns_clone'
const APPARMOR_FIX =
  "printf 'abi <abi/4.0>,\\ninclude <tunables/global>\\nprofile bwrap /usr/bin/bwrap flags=(unconfined) {\\n  userns,\\n}\\n' | sudo tee /etc/apparmor.d/bwrap && sudo apparmor_parser -r /etc/apparmor.d/bwrap"

/** What of the sandbox works on this machine: tried, not guessed. `stateDir` is a folder that the trial may use. */
export async function diagnoseSandbox(options: { stateDir: string; imagesDir: string }): Promise<Diagnosis[]> {
  const driver = createBwrapDriver({ stateDir: options.stateDir })
  try {
    const capabilities = await driver.capabilities()
    const images = IMAGE_NAMES.map((name) => diagnoseImage(options.imagesDir, name))
    return [diagnosePrograms(), diagnoseStart(capabilities), ...diagnoseLimits(capabilities), ...images]
  } finally {
    await driver.close()
  }
}

function diagnosePrograms(): Diagnosis {
  const missing = missingPrograms()
  const isComplete = missing.length === 0
  const packages = [...new Set(missing.map((name) => DEBIAN_PACKAGE_OF[name]))]
  return {
    id: 'programs',
    title: 'programs for sandboxes',
    ok: isComplete,
    enforced: isComplete ? 'yes' : 'no',
    code: isComplete ? 'programs_present' : 'programs_missing',
    params: { programs: missing.join(', ') },
    detail: isComplete ? 'bubblewrap and util-linux are installed' : `missing: ${missing.join(', ')}`,
    fix: isComplete ? null : `sudo apt-get install -y ${packages.join(' ')}`,
  }
}

function diagnoseStart({ works, problem, bwrapVersion }: Capabilities): Diagnosis {
  const base = { id: 'start', title: 'a sandbox starts', ok: works, enforced: works ? 'yes' : 'no' } as const
  if (!works) return { ...base, ...explainFailure(problem ?? '') }
  const params = { version: bwrapVersion ?? '' }
  return { ...base, code: 'sandbox_starts', params, detail: `bubblewrap ${params.version}`, fix: null }
}

function explainFailure(problem: string): Pick<Diagnosis, 'code' | 'params' | 'detail' | 'fix'> {
  const because = (code: string, detail: string, fix: string | null) => ({ code, params: { problem }, detail, fix })
  const bwrap = findProgram('bwrap')
  if (!bwrap) return because('programs_missing', 'bubblewrap is not installed', 'sudo apt-get install -y bubblewrap')
  if (readNumber(APPARMOR) === 1) {
    return because('apparmor_blocks', `AppArmor keeps bubblewrap from making user namespaces: ${problem}`, APPARMOR_FIX)
  }
  if (readNumber(DEBIAN_CLONE) === 0) {
    const fix = 'sudo sysctl -w kernel.unprivileged_userns_clone=1'
    return because('user_namespaces_off', 'user namespaces are switched off for ordinary users', fix)
  }
  if (readNumber(USER_NAMESPACES) === 0) {
    return because(
      'user_namespaces_off',
      'user namespaces are switched off',
      'sudo sysctl -w user.max_user_namespaces=15000',
    )
  }
  if (isSetuid(bwrap)) {
    return because(
      'bwrap_setuid',
      'bubblewrap is setuid, which our launcher does not let it use',
      `sudo chmod u-s ${bwrap}`,
    )
  }
  return because('does_not_start', problem, null)
}

type Limit = Exclude<keyof Capabilities['enforced'], 'namespaces'>

const TITLES: Record<Limit, string> = {
  seccomp: 'system calls are filtered',
  nestedNamespacesRefused: 'nested namespaces are refused',
  uidPerSandbox: 'each sandbox has a user of its own',
  ownViews: 'each sandbox sees shared files through a file system of its own',
  memory: 'memory is limited',
  processes: 'processes are limited',
  cpus: 'processor time is shared out',
  wholeTreeKill: 'nothing outlives a run',
  wallClock: 'run time is limited',
  output: 'output is limited',
  disk: 'workspace size is limited',
}

const LACKS: Partial<Record<Limit, string>> = {
  seccomp: 'there is a filter for x86-64 and arm64 only',
  uidPerSandbox: 'only root may give each sandbox its own user; namespaces still separate them',
  ownViews:
    'only root may mount overlays; programs of two learners could signal each other through locks on shared files',
  memory: 'this process may not make control groups',
  cpus: 'this process may not make control groups',
}

const LIMITED_BY: Partial<Record<Limit, string>> = {
  disk: 'measured four times a second, not enforced by the file system; single files are',
}

function diagnoseLimits({ enforced, cgroup, works }: Capabilities): Diagnosis[] {
  const byGroups = cgroup ? `by control groups ${cgroup}` : 'by resource limits'
  return (Object.keys(TITLES) as Limit[]).map((id) => {
    const state = enforced[id]
    const usesGroups = id === 'memory' || id === 'processes' || id === 'cpus'
    const detail =
      state === 'no'
        ? works
          ? (LACKS[id] ?? 'not on this machine')
          : 'no sandbox starts'
        : (LIMITED_BY[id] ?? (usesGroups ? byGroups : 'enforced'))
    const needsRoot =
      state === 'no' && works && process.getuid?.() !== 0 && (usesGroups || id === 'uidPerSandbox' || id === 'ownViews')
    return {
      id,
      title: TITLES[id],
      ok: state !== 'no',
      enforced: state,
      code: `limit_${state}`,
      params: { limit: id, cgroup: cgroup ?? '' },
      detail,
      fix: needsRoot ? 'sudo npm start' : null,
    }
  })
}

function readNumber(path: string): number | null {
  try {
    return Number(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}
