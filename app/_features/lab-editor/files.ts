export interface FileEntry {
  path: string
  revision: number
  isReadOnly: boolean
  isChanged: boolean
}

export interface Problem {
  path: string
  line: number
  column: number
  message: string
  isError: boolean
}

export type TreeItem =
  | { kind: 'folder'; path: string; name: string; depth: number }
  | { kind: 'file'; file: FileEntry; name: string; depth: number }

/** Files as a tree in reading order: folders first at each level, then names. Closed folders keep what is in them. */
export function treeOf(files: readonly FileEntry[], closed: ReadonlySet<string>): TreeItem[] {
  const walk = (prefix: string, depth: number): TreeItem[] => {
    const here = files
      .filter((file) => file.path.startsWith(prefix))
      .map((file) => ({ file, rest: file.path.slice(prefix.length) }))
    const folders = [
      ...new Set(here.filter(({ rest }) => rest.includes('/')).map(({ rest }) => rest.slice(0, rest.indexOf('/')))),
    ].toSorted()
    const leaves = here.filter(({ rest }) => !rest.includes('/')).toSorted((a, b) => a.rest.localeCompare(b.rest))
    return [
      ...folders.flatMap((name): TreeItem[] => [
        { kind: 'folder', path: prefix + name, name, depth },
        ...(closed.has(prefix + name) ? [] : walk(`${prefix}${name}/`, depth + 1)),
      ]),
      ...leaves.map(({ file, rest }): TreeItem => ({ kind: 'file', file, name: rest, depth })),
    ]
  }
  return walk('', 0)
}
