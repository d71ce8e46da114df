import { ALLOWED_CALLS, JUDGED_CALLS, NEWEST_KNOWN_CALL } from './syscalls.ts'

export type Architecture = 'x64' | 'arm64'

interface Instruction {
  code: number
  jumpTrue: number
  jumpFalse: number
  value: number
}

const LOAD = 0x20
const JUMP_EQUAL = 0x15
const JUMP_GREATER = 0x25
const JUMP_AT_LEAST = 0x35
const JUMP_ANY_BIT = 0x45
const AND = 0x54
const RETURN = 0x06

const ALLOW = 0x7fff0000
const KILL_PROCESS = 0x80000000
const refuse = (errno: number) => 0x00050000 | errno
const EPERM = refuse(1)
const ENOSYS = refuse(38)
const EAFNOSUPPORT = refuse(97)
const EPROTONOSUPPORT = refuse(93)

const AUDIT_ARCHITECTURE: Record<Architecture, number> = { x64: 0xc000003e, arm64: 0xc00000b7 }
const X32_BIT = 0x40000000

const NEW_NAMESPACE = 0x02000000 | 0x04000000 | 0x08000000 | 0x10000000 | 0x20000000 | 0x40000000 | 0x00020000
const FILE_TYPE = 0o170000
const FIFO = 0o010000
const FAMILY = { unix: 1, inet: 2, inet6: 10, netlink: 16 }
const INET_PROTOCOLS = [0, 1, 6, 17, 58]
const NETLINK_ROUTE = 0
/** TIOCSTI and TIOCLINUX type into a terminal, TIOCSETD loads a line discipline. */
const TERMINAL_TRICKS = [0x5412, 0x541c, 0x5423]

const load = (offset: number): Instruction => ({ code: LOAD, jumpTrue: 0, jumpFalse: 0, value: offset })
/** The kernel takes all the arguments judged here as 32-bit values: the low word decides. */
const loadArgument = (index: number) => load(16 + 8 * index)
const mask = (value: number): Instruction => ({ code: AND, jumpTrue: 0, jumpFalse: 0, value })
const answer = (value: number): Instruction => ({ code: RETURN, jumpTrue: 0, jumpFalse: 0, value })
const jump = (code: number, value: number, jumpTrue: number, jumpFalse: number): Instruction => ({
  code,
  jumpTrue,
  jumpFalse,
  value,
})
const when = (value: number, verdict: number) => [jump(JUMP_EQUAL, value, 0, 1), answer(verdict)]

const JUDGEMENTS: Record<keyof typeof JUDGED_CALLS, Instruction[]> = {
  clone: [loadArgument(0), jump(JUMP_ANY_BIT, NEW_NAMESPACE, 0, 1), answer(EPERM), answer(ALLOW)],
  // Its flags lie in memory, out of a filter's sight; libraries fall back to clone.
  clone3: [answer(ENOSYS)],
  socket: judgeSocket(),
  socketpair: [loadArgument(0), ...when(FAMILY.unix, ALLOW), answer(EAFNOSUPPORT)],
  personality: [loadArgument(0), ...when(0, ALLOW), ...when(0xffffffff, ALLOW), answer(EPERM)],
  ioctl: [loadArgument(1), ...TERMINAL_TRICKS.flatMap((request) => when(request, EPERM)), answer(ALLOW)],
  mknod: [loadArgument(1), mask(FILE_TYPE), ...when(FIFO, ALLOW), answer(EPERM)],
  mknodat: [loadArgument(2), mask(FILE_TYPE), ...when(FIFO, ALLOW), answer(EPERM)],
}

/** Rare protocols and netlink families would load kernel modules on demand, so they are refused by number. */
function judgeSocket(): Instruction[] {
  const inet = [
    loadArgument(2),
    ...INET_PROTOCOLS.flatMap((protocol) => when(protocol, ALLOW)),
    answer(EPROTONOSUPPORT),
  ]
  const netlink = [loadArgument(2), ...when(NETLINK_ROUTE, ALLOW), answer(EPROTONOSUPPORT)]
  return [
    loadArgument(0),
    ...when(FAMILY.unix, ALLOW),
    jump(JUMP_EQUAL, FAMILY.netlink, 0, netlink.length),
    ...netlink,
    jump(JUMP_EQUAL, FAMILY.inet, 1, 0),
    jump(JUMP_EQUAL, FAMILY.inet6, 0, inet.length),
    ...inet,
    answer(EAFNOSUPPORT),
  ]
}

/**
 * The sandbox's system-call filter as classic BPF for `bwrap --seccomp`: what is not listed is refused with EPERM,
 * a foreign architecture kills the process.
 */
export function seccompFilter(architecture: Architecture): Uint8Array {
  const column = architecture === 'x64' ? 0 : 1
  const program: Instruction[] = [
    load(4),
    jump(JUMP_EQUAL, AUDIT_ARCHITECTURE[architecture], 1, 0),
    answer(KILL_PROCESS),
    load(0),
  ]
  if (architecture === 'x64') program.push(jump(JUMP_AT_LEAST, X32_BIT, 0, 1), answer(KILL_PROCESS))
  for (const [call, numbers] of Object.entries(JUDGED_CALLS)) {
    const number = numbers[column]
    if (number === null) continue
    const judgement = JUDGEMENTS[call as keyof typeof JUDGED_CALLS]
    program.push(jump(JUMP_EQUAL, number, 0, judgement.length), ...judgement)
  }
  for (const [first, last] of ranges(allowedNumbers(column))) {
    program.push(jump(JUMP_AT_LEAST, first, 0, 2), jump(JUMP_GREATER, last, 1, 0), answer(ALLOW))
  }
  program.push(jump(JUMP_GREATER, NEWEST_KNOWN_CALL, 0, 1), answer(ENOSYS), answer(EPERM))
  return encode(program)
}

function allowedNumbers(column: 0 | 1): number[] {
  return Object.values(ALLOWED_CALLS)
    .map((numbers) => numbers[column])
    .filter((number) => number !== null)
    .sort((a, b) => a - b)
}

function ranges(numbers: number[]): [first: number, last: number][] {
  const found: [number, number][] = []
  for (const number of numbers) {
    const open = found.at(-1)
    if (open && number === open[1] + 1) open[1] = number
    else found.push([number, number])
  }
  return found
}

function encode(program: Instruction[]): Uint8Array {
  const bytes = new Uint8Array(program.length * 8)
  const view = new DataView(bytes.buffer)
  for (const [index, { code, jumpTrue, jumpFalse, value }] of program.entries()) {
    view.setUint16(index * 8, code, true)
    view.setUint8(index * 8 + 2, jumpTrue)
    view.setUint8(index * 8 + 3, jumpFalse)
    view.setUint32(index * 8 + 4, value >>> 0, true)
  }
  return bytes
}
