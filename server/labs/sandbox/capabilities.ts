import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildHostImage } from '../images/host-image.ts'
import type { CgroupSupport } from './cgroups.ts'
import type { HostTools } from './host-tools.ts'
import type { Capabilities, SandboxDriver, SandboxLimits } from './types.ts'

const PROBE_LIMITS: SandboxLimits = {
  memoryMb: 64,
  processes: 16,
  cpus: 1,
  wallSeconds: 10,
  outputKb: 64,
  diskMb: 8,
}
/** Any uid serves: nothing is bound and nothing is written. */
const PROBE_UID = 65_533

/** Starts one sandbox with the machine's own programs and reports what is held to its limits here. */
export async function probeCapabilities(context: {
  driver: SandboxDriver
  tools: HostTools | null
  isRoot: boolean
  cgroups: CgroupSupport
  hasFilter: boolean
  hasOwnViews: boolean
}): Promise<Capabilities> {
  const { tools, isRoot, cgroups, hasFilter, hasOwnViews } = context
  const problem = tools ? await tryOne(context.driver) : 'programs_missing'
  const works = problem === null
  const yesIf = (condition: boolean) => (works && condition ? 'yes' : 'no')
  return {
    works,
    problem,
    bwrapVersion: tools?.bwrapVersion ?? null,
    cgroup: cgroups.version,
    enforced: {
      namespaces: yesIf(true),
      seccomp: yesIf(hasFilter),
      nestedNamespacesRefused: yesIf(hasFilter || (tools?.canDisableUserns ?? false)),
      uidPerSandbox: yesIf(isRoot),
      ownViews: yesIf(hasOwnViews),
      memory: yesIf(cgroups.memory !== null),
      // Without groups an ordinary user's limit is set inside, where only the sandbox's processes count.
      processes: yesIf(true),
      cpus: yesIf(cgroups.cpu !== null),
      wholeTreeKill: yesIf(true),
      wallClock: yesIf(true),
      output: yesIf(true),
      disk: works ? 'watched' : 'no',
    },
  }
}

async function tryOne(driver: SandboxDriver): Promise<string | null> {
  const folder = mkdtempSync(join(tmpdir(), 'terakoya-probe-'))
  chmodSync(folder, 0o711)
  try {
    const image = buildHostImage(folder, { withNode: false })
    const { exitCode, stderr } = await driver.run({
      image,
      workspaceDir: null,
      uid: PROBE_UID,
      argv: ['/bin/true'],
      limits: PROBE_LIMITS,
    }).outcome
    return exitCode === 0 ? null : stderr.toString().trim() || `exit ${exitCode}`
  } catch (error) {
    return error instanceof Error && 'params' in error
      ? String((error.params as { detail?: string }).detail)
      : String(error)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
