import { chmodSync, constants, copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Where the sandbox mounts something: it cannot make a folder in a read-only root. */
const MOUNT_POINTS = ['proc', 'dev', 'tmp', 'run', 'home/learner', 'workspace', 'usr/bin', 'usr/sbin', 'usr/lib', 'etc']
const MERGED = { bin: 'usr/bin', sbin: 'usr/sbin', lib: 'usr/lib', lib64: 'usr/lib64' }

const BASHRC = `[ -z "$PS1" ] && return
PS1='\\[\\e[1;36m\\]lab\\[\\e[0m\\] \\[\\e[1m\\]\\w\\[\\e[0m\\] \\$ '
HISTFILE=
HISTCONTROL=ignoredups
alias ls='ls --color=auto'
alias ll='ls -l'
alias grep='grep --color=auto'
`

/** Files that every image holds, whatever its packages. */
export const IMAGE_FILES: Readonly<Record<string, string>> = {
  'etc/passwd':
    'root:x:0:0:root:/root:/usr/sbin/nologin\nlearner:x:1000:1000:Learner:/home/learner:/bin/bash\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n',
  'etc/group': 'root:x:0:\nlearner:x:1000:\nnogroup:x:65534:\n',
  'etc/hostname': 'lab\n',
  'etc/hosts': '127.0.0.1 localhost lab\n::1 localhost lab\n',
  'etc/nsswitch.conf': 'passwd: files\ngroup: files\nhosts: files\n',
  'etc/inputrc':
    'set enable-bracketed-paste on\nset completion-ignore-case on\n"\\e[A": history-search-backward\n"\\e[B": history-search-forward\n',
  'etc/bash.bashrc': BASHRC,
}

/** Folders, merged-/usr links and mount points of a root file system that is still empty. */
export function prepareRoot(root: string): void {
  mkdirSync(root, { mode: 0o755 })
  chmodSync(root, 0o755)
  for (const folder of [...MOUNT_POINTS, 'usr/lib64']) mkdirSync(join(root, folder), { recursive: true, mode: 0o755 })
  for (const [link, target] of Object.entries(MERGED)) symlinkSync(target, join(root, link))
}

export function writeImageFiles(root: string): void {
  for (const [path, text] of Object.entries(IMAGE_FILES)) {
    mkdirSync(dirname(join(root, path)), { recursive: true, mode: 0o755 })
    writeFileSync(join(root, path), text, { mode: 0o644 })
  }
}

/** Copies the Node that runs this process: labs run on the version the platform was tested with. */
export function installNode(root: string): void {
  const folder = join(root, 'opt/node/bin')
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  copyFileSync(process.execPath, join(folder, 'node'), constants.COPYFILE_FICLONE)
  chmodSync(join(folder, 'node'), 0o755)
}
