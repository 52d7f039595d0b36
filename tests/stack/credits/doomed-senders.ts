import { execFileSync, fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import type { SenderOrder, SenderReport } from './sender.ts'

/** Where a sender is killed; `answered` within a few milliseconds after the answer, which is while it is recorded. */
export const deaths = [
  'charging or claiming',
  'before the request',
  'accepted, unanswered',
  'answered',
] as const
export type Death = (typeof deaths)[number]

/** How a sender ends: at the n-th request to the provider, or so many milliseconds after it began or was answered. */
export interface Doom {
  death: Death
  request: number
  afterMs: number
}

interface Sender {
  process: ChildProcess
  up: Promise<unknown>
  requests: number
  doom?: Doom
  /** What it was killed at; it had finished before its doom when there is none. */
  killedAt?: Death
}

const starter = fileURLToPath(new URL('./start-sender.mjs', import.meta.url))

/** The sender as one file that is compiled already, so that a new process is up in a moment. */
async function bundleSender(home: string, environment: Record<string, string>): Promise<string> {
  const entry = fileURLToPath(new URL('./sender.ts', import.meta.url))
  const outDir = join(home, 'sender')
  await build({
    configFile: false,
    logLevel: 'silent',
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: entry,
      outDir,
      emptyOutDir: false,
      minify: true,
      rolldownOptions: { output: { format: 'cjs', entryFileNames: 'sender.cjs', codeSplitting: false } },
    },
  })
  const program = join(outDir, 'sender.cjs')
  execFileSync(process.execPath, [starter, program, 'keep'], { env: environment })
  return program
}

function startFailed(name: string): never {
  throw new Error(`The sender ${name} did not start`)
}

/** Processes that run the functions that send, between them and Twilio somebody who kills them as planned. */
export class DoomedSenders {
  readonly #program: string
  readonly #environment: Record<string, string>
  readonly #twilioUrl: string
  readonly #server: Server
  readonly #senders = new Map<string, Sender>()
  readonly #errands = new Set<Promise<void>>()
  #count = 0

  private constructor(program: string, environment: Record<string, string>) {
    this.#program = program
    this.#environment = environment
    this.#twilioUrl = environment.ZELO_TWILIO_API_URL ?? ''
    this.#server = createServer((request, response) => {
      const errand = this.#serve(request, response)
        .catch(() => void response.destroy())
        .finally(() => this.#errands.delete(errand))
      this.#errands.add(errand)
    })
  }

  static async open(home: string, environment: Record<string, string>): Promise<DoomedSenders> {
    const senders = new DoomedSenders(await bundleSender(home, environment), environment)
    senders.#server.listen(0, '127.0.0.1')
    await once(senders.#server, 'listening')
    return senders
  }

  async close(): Promise<void> {
    await Promise.all([...this.#senders.values()].map((sender) => this.#kill(sender)))
    this.#server.closeAllConnections()
    this.#server.close()
  }

  /** Starts a sender, ahead of its request. */
  start(): string {
    const name = `sender${(this.#count += 1)}`
    const { port } = this.#server.address() as AddressInfo
    const process = fork(starter, [this.#program], {
      execArgv: [],
      env: {
        ...this.#environment,
        // the database and the provider know by its name who asks
        SUPABASE_DB_URL: `${this.#environment.SUPABASE_DB_URL}?application_name=${name}`,
        ZELO_TWILIO_API_URL: `http://127.0.0.1:${port}/${name}`,
      },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    const up = Promise.race([once(process, 'message'), once(process, 'exit').then(() => startFailed(name))])
    this.#senders.set(name, { process, up, requests: 0 })
    return name
  }

  /** Gives a sender its request and its doom; resolves when it is dead, with what it was killed at. */
  async run(name: string, order: SenderOrder, doom: Doom): Promise<Death | undefined> {
    const sender = this.#senders.get(name)
    if (!sender) throw new Error(`There is no sender ${name}`)
    await sender.up
    const dead = once(sender.process, 'exit') as Promise<[number | null, string | null]>
    sender.doom = doom
    sender.process.on('message', ({ state }: SenderReport) => {
      if (state === 'done') void this.#kill(sender)
    })
    sender.process.send(order)
    if (doom.death === 'charging or claiming')
      setTimeout(() => void this.#kill(sender, doom.death), doom.afterMs)
    const [code, signal] = await dead
    if (signal !== 'SIGKILL') throw new Error(`A sender ended by itself: ${code ?? signal}`)
    this.#senders.delete(name)
    return sender.killedAt
  }

  /** Nothing that a dead sender asked for is still on its way to the provider. */
  async quiet(): Promise<void> {
    while (this.#errands.size > 0) await Promise.all(this.#errands)
  }

  async #kill(sender: Sender, death?: Death): Promise<void> {
    const { process } = sender
    if (process.exitCode !== null || process.signalCode !== null || process.killed) return
    if (death) sender.killedAt = death
    const dead = once(process, 'exit')
    process.kill('SIGKILL')
    await dead
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, name = '', path = ''] = /^\/(sender\d+)(\/.*)$/.exec(request.url ?? '') ?? []
    const sender = this.#senders.get(name)
    if (!sender) return void response.destroy()
    const body = request.method === 'POST' ? await text(request) : undefined
    const doom = (sender.requests += 1) === sender.doom?.request ? sender.doom : undefined
    if (doom?.death === 'before the request') {
      await this.#kill(sender, doom.death)
      return void response.destroy()
    }
    const answer = await fetch(`${this.#twilioUrl}${path}`, {
      method: request.method ?? 'GET',
      headers: {
        authorization: request.headers.authorization ?? '',
        'content-type': request.headers['content-type'] ?? 'text/plain',
      },
      ...(body === undefined ? {} : { body }),
    })
    const said = await answer.text()
    if (doom?.death === 'accepted, unanswered') {
      await this.#kill(sender, doom.death)
      return void response.destroy()
    }
    if (doom?.death === 'answered') {
      response.once('finish', () => setTimeout(() => void this.#kill(sender, doom.death), doom.afterMs))
    }
    response.writeHead(answer.status, { 'content-type': 'application/json', connection: 'close' }).end(said)
  }
}
