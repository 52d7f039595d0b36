import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StackFailure } from './failure.ts'
import { commandOf, endProcess, isRunning } from './processes.ts'

interface RecordedProcess {
  name: string
  pid: number
  marker: string
}

interface LockFile {
  pid: number
  command: string
  children: RecordedProcess[]
}

/** One stack a state folder. Holds the ids of the children too, so that the next start can end orphans. */
export class Lock {
  readonly #file: string
  readonly #children = new Map<string, RecordedProcess>()

  private constructor(file: string) {
    this.#file = file
  }

  /** Takes the folder, ending what a killed supervisor left behind; refuses while another one is alive. */
  static async take(home: string): Promise<Lock> {
    mkdirSync(home, { recursive: true })
    const file = lockFile(home)
    const owner = readLock(file)
    if (owner && isOwned(owner)) {
      throw new StackFailure(
        `Zelo is already running in ${home} (process ${owner.pid}); stop it with Ctrl-C, or set ZELO_HOME and ZELO_PORT_BASE for a second stack.`,
      )
    }
    await Promise.all((owner?.children ?? []).map((child) => endOrphan(child)))
    const lock = new Lock(file)
    lock.#write()
    return lock
  }

  /** Remembers a child until it is forgotten; `marker` is a part of its command line that only it has. */
  record(name: string, pid: number, marker: string): void {
    this.#children.set(name, { name, pid, marker })
    this.#write()
  }

  forget(name: string): void {
    if (this.#children.delete(name)) this.#write()
  }

  release(): void {
    rmSync(this.#file, { force: true })
  }

  #write(): void {
    const content: LockFile = {
      pid: process.pid,
      command: commandOf(process.pid) ?? '',
      children: [...this.#children.values()],
    }
    const draft = `${this.#file}.${process.pid}`
    writeFileSync(draft, JSON.stringify(content))
    renameSync(draft, this.#file)
  }
}

/** Whether a stack runs in this folder now. */
export function isLocked(home: string): boolean {
  const owner = readLock(lockFile(home))
  return owner !== undefined && isOwned(owner)
}

function isOwned(owner: LockFile): boolean {
  return owner.command !== '' && isRunning(owner.pid, owner.command)
}

/** Postgres shuts down cleanly on SIGINT and keeps waiting for clients on SIGTERM. */
function endOrphan(child: RecordedProcess): Promise<void> {
  return endProcess(child.pid, child.marker, child.name === 'postgres' ? 'SIGINT' : 'SIGTERM')
}

function lockFile(home: string): string {
  return join(home, 'lock.json')
}

function readLock(file: string): LockFile | undefined {
  if (!existsSync(file)) return undefined
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as LockFile
  } catch {
    return undefined
  }
}
