const BLOCK = 512

/** Splits a path where the format has two fields for it. @throws RangeError when it fits neither way */
function splitName(path: string): { name: string; prefix: string } {
  const fits = (text: string, max: number) => Buffer.byteLength(text) <= max
  if (fits(path, 100)) return { name: path, prefix: '' }
  for (let at = path.indexOf('/'); at > 0; at = path.indexOf('/', at + 1)) {
    const [prefix, name] = [path.slice(0, at), path.slice(at + 1)]
    if (fits(name, 100) && fits(prefix, 155)) return { name, prefix }
  }
  throw new RangeError(`a path too long for an archive: ${path}`)
}

function header(path: string, size: number, at: Date): Buffer {
  const { name, prefix } = splitName(path)
  const block = Buffer.alloc(BLOCK)
  const octal = (value: number, length: number) => `${value.toString(8).padStart(length - 1, '0')}\0`
  block.write(name, 0)
  block.write(octal(0o644, 8), 100)
  block.write(octal(0, 8) + octal(0, 8), 108)
  block.write(octal(size, 12), 124)
  block.write(octal(Math.floor(at.getTime() / 1000), 12), 136)
  block.write('        0', 148)
  block.write('ustar\x0000', 257)
  block.write(prefix, 345)
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return block
}

/**
 * An archive of regular files, in the order of their paths; the same files and time give the same bytes.
 * @see POSIX.1-2017, pax, "ustar Interchange Format"
 */
export function tarOf(files: ReadonlyMap<string, Uint8Array>, at: Date): Buffer {
  const sorted = [...files].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const parts = sorted.flatMap(([path, bytes]) => [
    header(path, bytes.byteLength, at),
    bytes,
    Buffer.alloc((BLOCK - (bytes.byteLength % BLOCK)) % BLOCK),
  ])
  return Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)])
}
