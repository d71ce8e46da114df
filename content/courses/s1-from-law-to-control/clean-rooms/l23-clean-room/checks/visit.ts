import { type Random, run, writeFile } from '#harness'
import type { Question } from '../world/params.ts'
import { filesOf } from '../world/params.ts'
import type { Room } from '../world/room.ts'

const MAX_FILES = 40
const MAX_BYTES = 200_000

/** A released file, as its bytes are. */
export interface Released {
  name: string
  modified: number
  bytes: Buffer
  /** It is there, and more than is read, or no regular file. */
  isUnread: boolean
}

/** What a medium shows when somebody opens it; null: nobody can. */
export interface Looks {
  kind: string
  width: number
  height: number
  pages: number
  /** Mean colours of a grid of four by four, row by row. */
  grid: number[][]
}

export type Decision = { answer?: unknown; refused?: unknown }

/** Lays a room into the workspace, with a secret of its own. */
export async function furnish(room: Room, random: Random): Promise<void> {
  for (const [path, text] of Object.entries(filesOf(room))) await writeFile(path, text)
  await writeFile('state/secret.key', `${random.hex(32)}\n`)
}

/** Makes a release and looks at what came out of it. */
export async function release(name: string, folder: string): Promise<{ files: Released[]; complaint: string }> {
  const { exitCode, stderr } = await run(['python3', 'cleanroom/main.py', 'release', name, folder])
  const files = await filesIn(folder)
  return { files, complaint: exitCode === 0 ? '' : stderr.trim().slice(-600) }
}

/** Asks in one start of the program. One decision a question, in order; what is missing or unreadable is {}. */
export async function ask(questions: readonly Question[]): Promise<Decision[]> {
  const stdin = questions.map((question) => `${JSON.stringify(question)}\n`).join('')
  const { stdout } = await run(['python3', 'cleanroom/main.py', 'ask'], { stdin })
  const told = stdout.split('\n').flatMap((line) => parsed(line))
  return questions.map(({ id }) => (told.find((entry) => entry.id === id) ?? {}) as Decision)
}

function parsed(line: string): Record<string, unknown>[] {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? [value as Record<string, unknown>]
      : []
  } catch {
    return []
  }
}

/** Programs of the image look at the learner's files, with nothing of the learner's loaded: what they say is still only data. */
const COLLECT = `
import base64, json, os, stat, sys
paths = [os.path.join(folder, name) for folder, _, names in os.walk(sys.argv[1]) for name in sorted(names)]
for path in paths[:${MAX_FILES + 1}]:
    name = os.path.relpath(path, sys.argv[1])
    facts = os.lstat(path)
    if stat.S_ISREG(facts.st_mode) and facts.st_size <= ${MAX_BYTES}:
        with open(path, 'rb') as file:
            data = base64.b64encode(file.read(${MAX_BYTES})).decode()
        print(json.dumps({'name': name, 'modified': facts.st_mtime, 'bytes': data}))
    else:
        print(json.dumps({'name': name, 'modified': 0, 'bytes': '', 'unread': True}))
`

async function filesIn(folder: string): Promise<Released[]> {
  const { stdout } = await run(['/usr/bin/python3', '-I', '-c', COLLECT, folder])
  return stdout
    .split('\n')
    .flatMap((line) => parsed(line))
    .map(({ name, modified, bytes, unread }, index) => ({
      name: String(name),
      modified: Number(modified),
      bytes: Buffer.from(String(bytes), 'base64'),
      isUnread: unread === true || index >= MAX_FILES,
    }))
}

const OPEN = `
import json, sys, warnings
warnings.simplefilter('ignore')
import cairo, gi
gi.require_version('GdkPixbuf', '2.0')
gi.require_version('Poppler', '0.18')
from gi.repository import GdkPixbuf, Gio, Poppler

def grid(data, width, height, stride, step, order):
    def mean(left, right, top, bottom):
        rows = [data[row * stride + left * step:row * stride + right * step] for row in range(top, bottom)]
        return [sum(sum(row[at::step]) for row in rows) / ((right - left) * (bottom - top)) for at in order]
    sides = [(part * width // 4, (part + 1) * width // 4) for part in range(4)]
    levels = [(part * height // 4, (part + 1) * height // 4) for part in range(4)]
    return [mean(*side, *level) for level in levels for side in sides]

def look(path):
    with open(path, 'rb') as file:
        head = file.read(5)
    if head.startswith(b'\\xff\\xd8'):
        picture = GdkPixbuf.Pixbuf.new_from_file(path)
        size = (picture.get_width(), picture.get_height())
        colours = grid(picture.get_pixels(), *size, picture.get_rowstride(), picture.get_n_channels(), (0, 1, 2))
        return {'kind': 'jpeg', 'width': size[0], 'height': size[1], 'pages': 1, 'grid': colours}
    document = Poppler.Document.new_from_gfile(Gio.File.new_for_path(path), None, None)
    page = document.get_page(0)
    width, height = (min(400, round(side)) for side in page.get_size())
    surface = cairo.ImageSurface(cairo.FORMAT_RGB24, width, height)
    page.render(cairo.Context(surface))
    colours = grid(bytes(surface.get_data()), width, height, surface.get_stride(), 4, (2, 1, 0))
    return {'kind': 'pdf', 'width': width, 'height': height, 'pages': document.get_n_pages(), 'grid': colours}

for path in sys.argv[1:]:
    try:
        print(json.dumps(look(path)))
    except Exception:
        print('{}')
`

const isGrid = (value: unknown) => Array.isArray(value) && value.length === 16 && value.every(Array.isArray)

/** Opens media of a release, one after the other. */
export async function look(folder: string, names: readonly string[]): Promise<(Looks | null)[]> {
  const paths = names.map((name) => `${folder}/${name}`)
  const { stdout } = await run(['/usr/bin/python3', '-I', '-c', OPEN, ...paths])
  const seen = stdout.split('\n').flatMap((line) => parsed(line))
  return names.map((_name, index) => (isGrid(seen[index]?.grid) ? (seen[index] as unknown as Looks) : null))
}
