import { deflateSync } from 'node:zlib'
import type { Random } from '#harness'
import { type Colour, PICTURES } from './pictures.ts'

/** A file as it was handed in, and what it shows. */
export interface Medium {
  name: string
  /** Seconds; what its time says. */
  modified: number
  bytes: string
  /** `quarters`: what is seen in each, row by row. One colour for all would pass for any picture. */
  looks: { kind: 'jpeg' | 'pdf'; width: number; height: number; pages: number; quarters: Colour[] }
}

/** What each place of a file says about a person. */
export interface Marks {
  name: string
  author: string
  comment: string
  xmp: string
  earlier: string
  trailer: string
  /** `2019:03:04 05:06:07`. */
  taken: string
}

const xmpOf = ({ xmp }: Marks) =>
  Buffer.from(
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">' +
      '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">' +
      `<dc:creator><rdf:Seq><rdf:li>${xmp}</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>`,
  )

export function makeJpeg(random: Random, marks: Marks): Medium {
  const { base64, quarters } = random.pick(PICTURES)
  const plain = Buffer.from(base64, 'base64')
  const bytes = Buffer.concat([
    plain.subarray(0, 2),
    segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), exifOf(marks)])),
    segment(0xe1, Buffer.concat([Buffer.from('http://ns.adobe.com/xap/1.0/\0'), xmpOf(marks)])),
    segment(0xfe, Buffer.from(marks.earlier)),
    plain.subarray(2),
    Buffer.from(marks.trailer),
  ])
  return medium(`${marks.name}.jpg`, marks, bytes, { kind: 'jpeg', width: 64, height: 48, pages: 1, quarters })
}

function segment(marker: number, payload: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(payload.length + 2, 2)
  return Buffer.concat([head, payload])
}

/** TIFF, little endian: Artist, and in the Exif part the time it was taken and a comment in UTF-16. */
function exifOf({ author, taken, comment }: Marks): Buffer {
  const even = (bytes: Buffer) => (bytes.length % 2 ? Buffer.concat([bytes, Buffer.alloc(1)]) : bytes)
  const artist = even(Buffer.from(`${author}\0`))
  const time = even(Buffer.from(`${taken}\0`))
  const note = Buffer.concat([Buffer.from('UNICODE\0'), Buffer.from(comment, 'utf16le')])
  const artistAt = 8 + 2 + 24 + 4
  const exifAt = artistAt + artist.length
  const timeAt = exifAt + 2 + 24 + 4
  const field = (tag: number, type: number, count: number, value: number) => {
    const entry = Buffer.alloc(12)
    entry.writeUInt16LE(tag, 0)
    entry.writeUInt16LE(type, 2)
    entry.writeUInt32LE(count, 4)
    entry.writeUInt32LE(value, 8)
    return entry
  }
  const two = Buffer.from([2, 0])
  const end = Buffer.alloc(4)
  return Buffer.concat([
    Buffer.from([0x49, 0x49, 42, 0, 8, 0, 0, 0]),
    ...[two, field(0x13b, 2, artist.length, artistAt), field(0x8769, 4, 1, exifAt), end, artist],
    ...[two, field(0x9003, 2, time.length, timeAt), field(0x9286, 7, note.length, timeAt + time.length), end],
    ...[time, note],
  ])
}

/** A page in four colours, with an information dictionary in two versions: the later one hides the earlier. */
export function makePdf(random: Random, marks: Marks): Medium {
  const [width, height] = [random.int(8, 12) * 10, random.int(5, 7) * 10]
  // No two quarters are near each other in red.
  const quarters = random
    .shuffle([40, 100, 160, 220])
    .map((red): Colour => [red, random.int(40, 220), random.int(40, 220)])
  const page = quarters.map((colour, at) => {
    const corner = [(at % 2) * (width / 2), at < 2 ? height / 2 : 0]
    const filled = colour.map((value) => (value / 255).toFixed(3)).join(' ')
    return `${filled} rg ${corner.join(' ')} ${width / 2} ${height / 2} re f`
  })
  const stream = (extra: string, data: Buffer) =>
    Buffer.concat([Buffer.from(`<< ${extra} /Length ${data.length} >>\nstream\n`), data, Buffer.from('\nendstream')])
  const flate = (data: Buffer) => stream('/Filter /FlateDecode', deflateSync(data))
  const hex = (text: string) => `<FEFF${Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase()}>`
  const objects = [
    Buffer.from('<< /Type /Catalog /Pages 2 0 R /Metadata 5 0 R >>'),
    Buffer.from('<< /Type /Pages /Kids [3 0 R] /Count 1 >>'),
    Buffer.from(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents 4 0 R /Resources << >> >>`),
    flate(Buffer.from(page.join('\n'))),
    stream('/Type /Metadata /Subtype /XML /Filter /FlateDecode', deflateSync(xmpOf(marks))),
    Buffer.from(`<< /Author ${hex(marks.earlier)} /Subject ${hex(marks.comment)} >>`),
  ]
  const parts: Buffer[] = [Buffer.from(`%PDF-1.4\n%${marks.trailer}\n`)]
  const size = () => parts.reduce((sum, part) => sum + part.length, 0)
  const write = (number: number, body: Buffer) => {
    const at = size()
    parts.push(Buffer.concat([Buffer.from(`${number} 0 obj\n`), body, Buffer.from('\nendobj\n')]))
    return `${String(at).padStart(10, '0')} 00000 n \n`
  }
  const entries = objects.map((body, index) => write(index + 1, body))
  const first = size()
  parts.push(
    Buffer.from(
      `xref\n0 7\n0000000000 65535 f \n${entries.join('')}trailer\n<< /Size 7 /Root 1 0 R /Info 6 0 R >>\nstartxref\n${first}\n%%EOF\n`,
    ),
  )
  const date = marks.taken.replace(/\D/g, '')
  const later = write(6, Buffer.from(`<< /Author ${hex(marks.author)} /CreationDate (D:${date}) >>`))
  const second = size()
  parts.push(
    Buffer.from(
      `xref\n6 1\n${later}trailer\n<< /Size 7 /Root 1 0 R /Info 6 0 R /Prev ${first} >>\nstartxref\n${second}\n%%EOF\n`,
    ),
  )
  return medium(`${marks.name}.pdf`, marks, Buffer.concat(parts), { kind: 'pdf', width, height, pages: 1, quarters })
}

function medium(name: string, { taken }: Marks, bytes: Buffer, looks: Medium['looks']): Medium {
  const [day, time] = taken.split(' ') as [string, string]
  const modified = Date.parse(`${day.replaceAll(':', '-')}T${time}+09:00`) / 1000
  return { name, modified, bytes: bytes.toString('base64'), looks }
}
