import { type Attack, defineAttack } from './attack.ts'
import { type Argument, systemCallProgram } from './system-call.ts'

const GETPID = { x64: 39, arm64: 172 }
const PROGRAM = 'attack'
/** EPERM, ENOSYS, EPROTONOSUPPORT, EAFNOSUPPORT: what the filter answers. Any other answer came from the kernel itself. */
const REFUSALS = [1, 38, 93, 97]

interface Answer {
  exitCode: number | null
  signal: string | null
}

/** One forbidden system call, made without any library. Its control is a call that everybody may make. */
export function kernelAttack(options: {
  name: string
  numbers: { x64: number; arm64: number }
  args: readonly Argument[]
  pty?: boolean
}): Attack {
  const { name, numbers, args, pty } = options
  const make = (call: typeof numbers, values: readonly Argument[]) => ({
    program: { sh: `cp ${PROGRAM} /tmp/x && chmod 700 /tmp/x && exec /tmp/x` },
    files: { [PROGRAM]: systemCallProgram(call, values) },
    ...(pty ? { pty: { cols: 80, rows: 24 } } : {}),
  })
  return defineAttack<Answer>({
    name,
    attempt: (range) => range.shoot(make(numbers, args)),
    succeeded: ({ exitCode, signal }) => signal !== 'SIGSYS' && !REFUSALS.includes(exitCode ?? -1),
    control: (range) => range.shoot(make(GETPID, [])),
  })
}
