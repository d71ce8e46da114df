import { describe, expect, it } from 'vitest'
import { type Architecture, seccompFilter } from './seccomp.ts'
import { ALLOWED_CALLS, JUDGED_CALLS } from './syscalls.ts'

const ALLOW = 0x7fff0000
const KILL = 0x80000000
const errno = (number: number) => 0x00050000 | number
const EPERM = errno(1)
const AUDIT = { x64: 0xc000003e, arm64: 0xc00000b7 }
const ARCHITECTURES = ['x64', 'arm64'] as const
const column = (architecture: Architecture) => (architecture === 'x64' ? 0 : 1)

/** What the kernel's interpreter of classic BPF would answer, for the instructions the filter uses. */
function judge(filter: Uint8Array, data: { architecture: number; call: number; args?: readonly number[] }): number {
  const view = new DataView(filter.buffer)
  let accumulator = 0
  for (let at = 0; at * 8 < filter.length; at++) {
    const code = view.getUint16(at * 8, true)
    const jumpTrue = view.getUint8(at * 8 + 2)
    const jumpFalse = view.getUint8(at * 8 + 3)
    const value = view.getUint32(at * 8 + 4, true)
    const branch = (condition: boolean) => {
      at += condition ? jumpTrue : jumpFalse
    }
    if (code === 0x06) return value
    if (code === 0x20) accumulator = word(data, value)
    else if (code === 0x54) accumulator = (accumulator & value) >>> 0
    else if (code === 0x15) branch(accumulator === value)
    else if (code === 0x25) branch(accumulator > value)
    else if (code === 0x35) branch(accumulator >= value)
    else if (code === 0x45) branch((accumulator & value) !== 0)
    else throw new Error(`unknown instruction ${code}`)
  }
  throw new Error('the filter ended without an answer')
}

function word({ architecture, call, args = [] }: Parameters<typeof judge>[1], offset: number): number {
  if (offset === 0) return call
  if (offset === 4) return architecture
  return (args[(offset - 16) / 8] ?? 0) >>> 0
}

const ask = (architecture: Architecture, call: number, ...args: number[]) =>
  judge(seccompFilter(architecture), { architecture: AUDIT[architecture], call, args })

const judged = (architecture: Architecture, name: keyof typeof JUDGED_CALLS, ...args: number[]) =>
  ask(architecture, JUDGED_CALLS[name][column(architecture)] as number, ...args)

/** [x86-64, arm64] of calls that no sandbox may make. */
const REFUSED: Record<string, readonly [number | null, number | null]> = {
  mount: [165, 40],
  umount2: [166, 39],
  pivot_root: [155, 41],
  open_tree: [428, 428],
  move_mount: [429, 429],
  fsopen: [430, 430],
  fsmount: [432, 432],
  mount_setattr: [442, 442],
  unshare: [272, 97],
  setns: [308, 268],
  chroot: [161, 51],
  ptrace: [101, 117],
  process_vm_readv: [310, 270],
  process_vm_writev: [311, 271],
  pidfd_getfd: [438, 438],
  add_key: [248, 217],
  request_key: [249, 218],
  keyctl: [250, 219],
  bpf: [321, 280],
  perf_event_open: [298, 241],
  userfaultfd: [323, 282],
  io_uring_setup: [425, 425],
  io_uring_enter: [426, 426],
  io_uring_register: [427, 427],
  name_to_handle_at: [303, 264],
  open_by_handle_at: [304, 265],
  kexec_load: [246, 104],
  init_module: [175, 105],
  reboot: [169, 142],
  iopl: [172, null],
  clock_settime: [227, 112],
  quotactl: [179, 60],
  statmount: [457, 457],
}

describe.each(ARCHITECTURES)('the filter for %s', (architecture) => {
  it('allows every listed call', () => {
    for (const [name, numbers] of Object.entries(ALLOWED_CALLS)) {
      const number = numbers[column(architecture)]
      if (number !== null) expect([name, ask(architecture, number)]).toEqual([name, ALLOW])
    }
  })

  it.each(Object.entries(REFUSED))('refuses %s', (_name, numbers) => {
    const number = numbers[column(architecture)]
    if (number !== null) expect(ask(architecture, number)).toBe(EPERM)
  })

  it('answers ENOSYS to clone3 and to calls newer than it knows', () => {
    expect(judged(architecture, 'clone3')).toBe(errno(38))
    expect(ask(architecture, 463)).toBe(errno(38))
    expect(ask(architecture, 9999)).toBe(errno(38))
  })

  it.each([
    ['mount', 0x00020000],
    ['cgroup', 0x02000000],
    ['uts', 0x04000000],
    ['ipc', 0x08000000],
    ['user', 0x10000000],
    ['pid', 0x20000000],
    ['network', 0x40000000],
  ])('lets clone make threads and processes, and no %s namespace', (_name, flag) => {
    expect(judged(architecture, 'clone', 0x003d0f00)).toBe(ALLOW)
    expect(judged(architecture, 'clone', 17)).toBe(ALLOW)
    expect(judged(architecture, 'clone', flag | 17)).toBe(EPERM)
  })

  it('opens UNIX and internet sockets and route netlink only', () => {
    expect(judged(architecture, 'socket', 1, 1, 0)).toBe(ALLOW)
    for (const family of [2, 10]) {
      expect(judged(architecture, 'socket', family, 1, 6)).toBe(ALLOW)
      expect(judged(architecture, 'socket', family, 2, 17)).toBe(ALLOW)
      expect(judged(architecture, 'socket', family, 1, 132)).toBe(errno(93))
    }
    expect(judged(architecture, 'socket', 16, 3, 0)).toBe(ALLOW)
    expect(judged(architecture, 'socket', 16, 3, 12)).toBe(errno(93))
    for (const family of [17, 31, 38, 40, 44]) expect(judged(architecture, 'socket', family, 1, 0)).toBe(errno(97))
    expect(judged(architecture, 'socketpair', 1)).toBe(ALLOW)
    expect(judged(architecture, 'socketpair', 2)).toBe(errno(97))
  })

  it('makes FIFOs and no device', () => {
    expect(judged(architecture, 'mknodat', -100, 0, 0o010644)).toBe(ALLOW)
    for (const type of [0o060000, 0o020000, 0o100000]) {
      expect(judged(architecture, 'mknodat', -100, 0, type | 0o644)).toBe(EPERM)
    }
  })

  it('refuses typing into terminals and changes of personality', () => {
    expect(judged(architecture, 'ioctl', 0, 0x5413)).toBe(ALLOW)
    expect(judged(architecture, 'ioctl', 0, 0x5412)).toBe(EPERM)
    expect(judged(architecture, 'personality', 0xffffffff)).toBe(ALLOW)
    expect(judged(architecture, 'personality', 0x0008)).toBe(EPERM)
  })

  it('kills a process of another architecture', () => {
    const other = architecture === 'x64' ? AUDIT.arm64 : AUDIT.x64
    expect(judge(seccompFilter(architecture), { architecture: other, call: 0 })).toBe(KILL)
    expect(judge(seccompFilter(architecture), { architecture: 0x40000003, call: 0 })).toBe(KILL)
  })
})

it('kills a process that calls through the x32 table', () => {
  expect(ask('x64', 0x40000000 + 39)).toBe(KILL)
})

it('fits what the kernel takes', () => {
  for (const architecture of ARCHITECTURES) expect(seccompFilter(architecture).length / 8).toBeLessThan(4096)
})
