import { execFileSync, fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { Sql } from 'postgres'
import { build } from 'vite'
import { until } from '../support/services.ts'
import type { SenderOrder, SenderReport } from './sender.ts'

/** Where a sender is killed; `answered` within a few milliseconds after the answer, `recording` when that is on its way. */
export const deaths = [
  'charging or claiming',
  'before the request',
  'accepted, unanswered',
  'answered',
  'recording',
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
  readonly #sql: Sql
  readonly #server: Server
  readonly #senders = new Map<string, Sender>()
  readonly #errands = new Set<Promise<void>>()
  #count = 0

  private constructor(program: string, environment: Record<string, string>, sql: Sql) {
    this.#program = program
    this.#sql = sql
    this.#environment = environment
    this.#twilioUrl = environment.ZELO_TWILIO_API_URL ?? ''
    this.#server = createServer((request, response) => {
      const errand = this.#serve(request, response)
        .catch(() => void response.destroy())
        .finally(() => this.#errands.delete(errand))
      this.#errands.add(errand)
    })
  }

  static async open(home: string, environment: Record<string, string>, sql: Sql): Promise<DoomedSenders> {
    const senders = new DoomedSenders(await bundleSender(home, environment), environment, sql)
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
    sender.requests += 1
    const doom = isDue(sender, request) ? sender.doom : undefined
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
    const answerNow = () =>
      response.writeHead(answer.status, { 'content-type': 'application/json', connection: 'close' }).end(said)
    if (doom?.death === 'recording') {
      return this.#untilRecording(name, messageOf(body), answerNow, () => this.#kill(sender, doom.death))
    }
    answerNow()
  }

  /** Holds the job, so that the statement which records the answer waits; its sender dies, and then it goes on. */
  async #untilRecording(
    name: string,
    messageId: string,
    answer: () => void,
    kill: () => Promise<void>,
  ): Promise<void> {
    await this.#sql.begin(async (transaction) => {
      await transaction`
        select from app.jobs where payload ->> 'message_id' = ${messageId} and finished_at is null for update`
      answer()
      const isRecording = async () => {
        const waiting = await this.#sql`
          select from pg_stat_activity where application_name = ${name} and wait_event_type = 'Lock'`
        return waiting.length > 0
      }
      await until(isRecording, 'the sender does not record the answer')
      await kill()
    })
  }
}

/** A sender is due at its n-th request, or at its next one to send when it shall die recording. */
function isDue({ doom, requests, killedAt }: Sender, { method }: IncomingMessage): boolean {
  if (!doom || killedAt) return false
  return doom.death === 'recording' ? method === 'POST' : requests === doom.request
}

/** Our id of the message that a request to send is about: its callback names it. */
function messageOf(form = ''): string {
  return new URL(new URLSearchParams(form).get('StatusCallback') ?? '').searchParams.get('m') ?? ''
}
