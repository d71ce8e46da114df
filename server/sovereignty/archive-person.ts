import { strToU8, type Zippable, zipSync } from 'fflate'
import { getBlobs } from '../platform/blobs.ts'
import type { Context } from '../platform/context.ts'
import { env } from '../platform/env.ts'
import type { GatheredPerson } from './gather-person.ts'

const README = (site: string, at: Date) => `${site}: ${at.toISOString()}

What this site knows about you.

everything.json   every row about you, by the name of its table; "people" and "organisations" name who acted towards you
submissions/      your files as you submitted them, one folder for each submission
workspaces/       your files as they are now, one folder for each workspace
versions/         every version you saved, by the SHA-256 of its content; "workspace_saves" says when and under which name
credentials/      your credentials as they were issued; anybody can check the signature

Not in here, because it would give away what others are graded with: seeds, hidden checks and what they used. Neither is the
hash of your password, nor secrets of links.

このサイトがあなたについて保存しているすべてです。

everything.json   あなたに関するすべての行(表の名前ごと)。people と organisations には、あなたに対して操作した人と組織の名前があります
submissions/      提出したときのファイル(提出ごとのフォルダー)
workspaces/       現在のファイル(作業場ごとのフォルダー)
versions/         保存したすべての版(内容のSHA-256が名前)。いつどの名前で保存したかは workspace_saves にあります
credentials/      発行されたままの資格情報。署名は誰でも検証できます

次のものは、ほかの人の採点に使われる内容が知られるため含まれません:シード、隠し検査とその入力。パスワードのハッシュと
リンクの秘密も含まれません。
`

function issuedDocuments(person: GatheredPerson): [string, Uint8Array][] {
  return (person.tables.credentials ?? []).flatMap((row) => {
    const { id, document } = row as { id: string; document: unknown }
    return document ? [[`credentials/${id}.json`, strToU8(JSON.stringify(document, null, 2))]] : []
  })
}

/** One ZIP archive of all that was gathered; a file whose bytes were erased is left out. */
export async function archivePerson(ctx: Context, person: GatheredPerson): Promise<Buffer> {
  const { files, ...everything } = person
  const { SITE_NAME } = env()
  const blobs = await getBlobs(
    ctx,
    files.map(({ digest }) => digest),
  )
  const entries: Zippable = {
    'README.txt': strToU8(README(SITE_NAME, ctx.now)),
    'everything.json': strToU8(JSON.stringify({ madeAt: ctx.now, site: SITE_NAME, ...everything }, null, 2)),
    ...Object.fromEntries(issuedDocuments(person)),
    ...Object.fromEntries(
      files.flatMap(({ path, digest }) => {
        const bytes = blobs.get(digest)
        return bytes ? [[path, new Uint8Array(bytes)]] : []
      }),
    ),
  }
  return Buffer.from(zipSync(entries, { level: 6, mtime: ctx.now }))
}
