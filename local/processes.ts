import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** The command line of a running process, or undefined when there is none with this id. */
export function commandOf(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
      return command === '' ? undefined : command
    }
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined
  } catch {
    return undefined
  }
}

/** Whether the process still runs and is still the one that was recorded: ids are reused. */
export function isRunning(pid: number, marker: string): boolean {
  return commandOf(pid)?.includes(marker) ?? false
}

/** The processes of a program that work in a folder; none where the system does not tell (all but Linux). */
export function processesIn(folder: string, program: string): number[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && worksIn(name, folder))
    .map(Number)
    .filter((pid) => commandOf(pid)?.includes(program))
}

function worksIn(pid: string, folder: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder
  } catch {
    return false
  }
}

/** Sends a signal to one process, which may be gone. */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // Gone already.
  }
}

/** Sends a signal to a process group led by `pid`, or to the process alone where there is no group. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, signal)
      return
    } catch {
      // Gone already, or not the leader of a group.
    }
  }
}

/** Asks a process that carries `marker` in its command line to end, and insists after `grace` milliseconds. */
export async function endProcess(
  pid: number,
  marker: string,
  signal: NodeJS.Signals = 'SIGTERM',
  grace = 5000,
): Promise<void> {
  if (!isRunning(pid, marker)) return
  signalGroup(pid, signal)
  const deadline = Date.now() + grace
  while (Date.now() < deadline) {
    if (!isRunning(pid, marker)) return
    await sleep(50)
  }
  signalGroup(pid, 'SIGKILL')
  while (isRunning(pid, marker)) await sleep(20)
}
