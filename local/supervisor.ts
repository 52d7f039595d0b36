import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { host, repositoryRoot } from './config.ts'
import { StackFailure } from './failure.ts'
import type { Lock } from './lock.ts'
import { limitLog, rotateLog } from './logs.ts'
import { endProcess, signalGroup } from './processes.ts'

export interface ServiceDefinition {
  name: string
  /** Program and arguments. */
  command: readonly [string, ...string[]]
  env?: Record<string, string | undefined>
  cwd?: string
  /** Ready when this port accepts connections; at once without one. */
  port?: number
  /** Where it listens besides. */
  otherPorts?: readonly number[]
  readyWithin?: number
}

interface RunningService {
  definition: ServiceDefinition
  child: ChildProcess
  restarts: number
  wanted: boolean
}

/** What every child gets of the supervisor's environment; its own variables come on top. */
const inherited = ['PATH', 'HOME', 'LANG', 'TMPDIR', 'TZ', 'SystemRoot', 'APPDATA', 'LOCALAPPDATA'] as const

/** Starts the children of a stack, restarts what dies, and ends all of them together. */
export class Supervisor {
  readonly #services = new Map<string, RunningService>()
  readonly #lock: Lock
  readonly #home: string
  readonly #onEvent: (text: string) => void
  readonly #logLimit: NodeJS.Timeout
  #closed = false

  constructor(home: string, lock: Lock, onEvent: (text: string) => void) {
    this.#home = home
    this.#lock = lock
    this.#onEvent = onEvent
    mkdirSync(this.logFolder, { recursive: true })
    this.#logLimit = setInterval(() => this.#limitLogs(), 30_000).unref()
  }

  get logFolder(): string {
    return join(this.#home, 'logs')
  }

  /** Process ids by name, of what runs now. */
  get pids(): Record<string, number> {
    return Object.fromEntries(
      [...this.#services].flatMap(([name, { child }]) =>
        child.pid !== undefined && child.exitCode === null && child.signalCode === null
          ? [[name, child.pid]]
          : [],
      ),
    )
  }

  /** Starts a child and waits until its port answers. */
  async start(definition: ServiceDefinition): Promise<void> {
    if (this.#closed) throw new StackFailure('The stack is being stopped.')
    rotateLog(this.#logFile(definition.name))
    const service: RunningService = {
      definition,
      child: this.#spawn(definition),
      restarts: 0,
      wanted: true,
    }
    this.#services.set(definition.name, service)
    this.#watch(service)
    try {
      await this.#ready(service)
    } catch (error) {
      await this.stop(definition.name)
      throw error
    }
  }

  /** Ends a child for good. */
  async stop(name: string): Promise<void> {
    const service = this.#services.get(name)
    if (!service) return
    service.wanted = false
    await this.#end(service)
    this.#services.delete(name)
    this.#lock.forget(name)
  }

  /** Ends a child and starts it again, and waits until it answers. */
  async restart(name: string): Promise<void> {
    const service = this.#existing(name)
    service.wanted = false
    await this.#end(service)
    service.child = this.#spawn(service.definition)
    service.wanted = true
    this.#watch(service)
    await this.#ready(service)
  }

  /** Kills a child as a crash would, without waiting; it comes back by itself. */
  kill(name: string): void {
    const pid = this.#existing(name).child.pid
    if (pid !== undefined) signalGroup(pid, 'SIGKILL')
  }

  /** Ends all children at once. */
  async stopAll(): Promise<void> {
    this.#closed = true
    clearInterval(this.#logLimit)
    await Promise.all([...this.#services.keys()].map((name) => this.stop(name)))
  }

  #existing(name: string): RunningService {
    const service = this.#services.get(name)
    if (!service) throw new Error(`No service is called ${name}`)
    return service
  }

  #spawn(definition: ServiceDefinition): ChildProcess {
    const [program, ...args] = definition.command
    const log = openSync(this.#logFile(definition.name), 'a')
    const child = spawn(program, args, {
      cwd: definition.cwd ?? repositoryRoot,
      detached: true,
      stdio: ['ignore', log, log],
      env: {
        ...Object.fromEntries(inherited.map((name) => [name, process.env[name]])),
        NO_COLOR: '1',
        ...definition.env,
      },
    })
    closeSync(log)
    if (child.pid !== undefined) this.#lock.record(definition.name, child.pid, this.#marker(definition))
    return child
  }

  #watch(service: RunningService): void {
    const { child, definition } = service
    const started = Date.now()
    child.once('error', () => {})
    child.once('exit', (code, signal) => {
      if (!service.wanted || service.child !== child) return
      service.restarts = Date.now() - started > 30_000 ? 0 : service.restarts + 1
      const delay = Math.min(10_000, 100 * 2 ** Math.max(0, service.restarts - 1))
      this.#onEvent(`${definition.name} ended (${signal ?? `code ${code}`}) and is started again`)
      setTimeout(() => {
        if (!service.wanted || service.child !== child) return
        service.child = this.#spawn(definition)
        this.#watch(service)
      }, delay).unref()
    })
  }

  async #ready(service: RunningService): Promise<void> {
    const { definition } = service
    const deadline = Date.now() + (definition.readyWithin ?? 30_000)
    while (Date.now() < deadline) {
      if (definition.port === undefined || (await accepts(definition.port))) return
      if (!service.wanted) throw new StackFailure(`${definition.name} was stopped before it had started.`)
      if (service.child.pid === undefined) {
        throw new StackFailure(
          `${definition.command[0]} could not be run; run "npm install" and start again.`,
        )
      }
      // An outgoing connection that holds the port ends by and by.
      if (service.restarts > 2 && !this.#foundPortTaken(definition.name)) break
      await sleep(25)
    }
    if (this.#foundPortTaken(definition.name)) {
      throw new StackFailure(
        `Port ${definition.port} (${definition.name}) was taken while Zelo started; start again, or start with ZELO_PORT_BASE=<first of ten free ports>.`,
      )
    }
    throw new StackFailure(
      `${definition.name} did not start: ${this.#lastLine(definition.name)} (all of it in ${this.#logFile(definition.name)}).`,
    )
  }

  async #end(service: RunningService): Promise<void> {
    const { pid } = service.child
    if (pid !== undefined) await endProcess(pid, this.#marker(service.definition))
  }

  /** The arguments are in the command line that the system shows, whatever the program turns itself into. */
  #marker(definition: ServiceDefinition): string {
    return definition.command.slice(1).join(' ')
  }

  #limitLogs(): void {
    for (const name of readdirSync(this.logFolder)) {
      if (name.endsWith('.log')) limitLog(join(this.logFolder, name))
    }
  }

  #logFile(name: string): string {
    return join(this.logFolder, `${name}.log`)
  }

  #foundPortTaken(name: string): boolean {
    return this.#lines(name)
      .slice(-30)
      .some((line) => /EADDRINUSE|AddrInUse|already in use/.test(line))
  }

  #lines(name: string): string[] {
    return readFileSync(this.#logFile(name), 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')
  }

  #lastLine(name: string): string {
    const lines = this.#lines(name)
    return lines.find((line) => /error/i.test(line)) ?? lines.at(-1) ?? 'it printed nothing'
  }
}

/** Whether something listens on a port of this machine. */
export function accepts(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ port, host })
    socket.once('connect', () => (socket.destroy(), done(true)))
    socket.once('error', () => (socket.destroy(), done(false)))
  })
}
