import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { commandOf } from '../../../local/processes.ts'
import { accepts } from '../../../local/supervisor.ts'
import { ownStack } from './stack.ts'

interface LockFile {
  children: { name: string; pid: number }[]
}

/** The process that runs a service now; it changes when the supervisor starts it again. */
export function pidOf(name: string): number {
  const lock = JSON.parse(readFileSync(join(ownStack().home, 'lock.json'), 'utf8')) as LockFile
  const child = lock.children.find((entry) => entry.name === name)
  if (!child) throw new Error(`The stack runs no ${name}`)
  return child.pid
}

/** Ends a service and waits until the supervisor has brought it back; SIGKILL is a crash. */
export async function cycle(name: string, port: number, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  const before = pidOf(name)
  process.kill(before, signal)
  await until(
    () => pidOf(name) !== before && commandOf(before) === undefined,
    `${name} was not started again`,
  )
  await until(() => accepts(port), `${name} does not answer`)
}

/** Waits for a condition; fails with the sentence after the limit. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  otherwise: string,
  limit = 60_000,
): Promise<void> {
  const deadline = Date.now() + limit
  while (Date.now() < deadline) {
    if (await condition()) return
    await sleep(50)
  }
  throw new Error(otherwise)
}
