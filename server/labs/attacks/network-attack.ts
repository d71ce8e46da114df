import { spawn } from 'node:child_process'
import { type Attack, defineAttack } from './attack.ts'
import type { HostListener } from './host-listener.ts'

const ARRIVAL_MS = 150

/** A program that calls on a service of the host. Its control is the same program outside a sandbox. */
export function networkAttack(options: {
  name: string
  listen: () => Promise<HostListener>
  /** JavaScript that makes the call and ends by itself. */
  call: (port: number) => string
}): Attack {
  const { name, listen, call } = options
  const visits = async (work: (program: string) => Promise<unknown>) => {
    const listener = await listen()
    try {
      await work(call(listener.port))
      await new Promise((resolve) => setTimeout(resolve, ARRIVAL_MS))
      return listener.visits()
    } finally {
      listener.close()
    }
  }
  return defineAttack<number>({
    name,
    attempt: (range) => visits((program) => range.shoot({ program: { node: program } })),
    succeeded: (count) => count > 0,
    control: () => visits(runOutside),
  })
}

const runOutside = (program: string) =>
  new Promise((resolve) => {
    spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'ignore' }).once('close', resolve)
  })
