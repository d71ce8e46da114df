/** Arguments of a system call: a number, or a text whose address is passed. */
export type Argument = number | bigint | string

const BASE = 0x400000n
const CODE_OFFSET = 0x78n

/**
 * A static program that makes one system call and exits with its error number, or with 0 or a value above 200 when the
 * kernel did as told. Written out here because an image holds no compiler.
 */
export function systemCallProgram(numbers: { x64: number; arm64: number }, args: readonly Argument[]): Uint8Array {
  const isArm = process.arch === 'arm64'
  const number = isArm ? numbers.arm64 : numbers.x64
  const encode = isArm ? arm64Code : x64Code
  const length = BigInt(
    encode(
      number,
      args.map(() => 0n),
    ).length,
  )
  const texts: Buffer[] = []
  let next = BASE + CODE_OFFSET + length
  const values = args.map((arg) => {
    if (typeof arg !== 'string') return BigInt.asUintN(64, BigInt(arg))
    const at = next
    texts.push(Buffer.from(`${arg}\0`))
    next += BigInt(Buffer.byteLength(arg) + 1)
    return at
  })
  return Buffer.concat([elfHeader(isArm ? 183 : 62, next - BASE), encode(number, values), ...texts])
}

/** True when the kernel did what was asked: see `systemCallProgram`. */
export const wasAllowed = (exitCode: number | null) => exitCode !== null && (exitCode === 0 || exitCode > 200)

function elfHeader(machine: number, size: bigint): Buffer {
  const header = Buffer.alloc(Number(CODE_OFFSET))
  header.write('\x7fELF\x02\x01\x01', 'latin1')
  header.writeUInt16LE(2, 16)
  header.writeUInt16LE(machine, 18)
  header.writeUInt32LE(1, 20)
  header.writeBigUInt64LE(BASE + CODE_OFFSET, 24)
  header.writeBigUInt64LE(64n, 32)
  header.writeUInt16LE(64, 52)
  header.writeUInt16LE(56, 54)
  header.writeUInt16LE(1, 56)
  header.writeUInt32LE(1, 64)
  header.writeUInt32LE(7, 68)
  header.writeBigUInt64LE(BASE, 80)
  header.writeBigUInt64LE(BASE, 88)
  header.writeBigUInt64LE(size, 96)
  header.writeBigUInt64LE(size, 104)
  header.writeBigUInt64LE(0x1000n, 112)
  return header
}

/** mov rax, number; mov each argument register; syscall; neg eax; mov edi, eax; mov eax, 60; syscall */
function x64Code(number: number, args: readonly bigint[]): Buffer {
  const registers = [
    [0x48, 0xbf],
    [0x48, 0xbe],
    [0x48, 0xba],
    [0x49, 0xba],
    [0x49, 0xb8],
    [0x49, 0xb9],
  ]
  const move = (opcode: readonly number[], value: bigint) => {
    const immediate = Buffer.alloc(8)
    immediate.writeBigUInt64LE(value)
    return Buffer.concat([Buffer.from(opcode), immediate])
  }
  return Buffer.concat([
    ...args.map((value, index) => move(registers[index] as number[], value)),
    move([0x48, 0xb8], BigInt(number)),
    Buffer.from([0x0f, 0x05, 0xf7, 0xd8, 0x89, 0xc7, 0xb8, 60, 0, 0, 0, 0x0f, 0x05]),
  ])
}

/** movz/movk x<n> for each argument and x8; svc; neg w0, w0; mov x8, 93; svc */
function arm64Code(number: number, args: readonly bigint[]): Buffer {
  const move = (register: number, value: bigint) =>
    [0, 1, 2, 3].map((part) => {
      const half = Number((value >> BigInt(16 * part)) & 0xffffn)
      return ((part === 0 ? 0xd2800000 : 0xf2800000) | (part << 21) | (half << 5) | register) >>> 0
    })
  const words = [
    ...args.flatMap((value, index) => move(index, value)),
    ...move(8, BigInt(number)),
    0xd4000001,
    0x4b0003e0,
    ...move(8, 93n),
    0xd4000001,
  ]
  const code = Buffer.alloc(words.length * 4)
  for (const [index, word] of words.entries()) code.writeUInt32LE(word, index * 4)
  return code
}
