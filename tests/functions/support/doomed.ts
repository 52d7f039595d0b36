import { execFileSync, fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { TransactionSql } from 'postgres'
import { build } from 'vite'
import { expect } from 'vitest'
import type { TestDatabase } from '../../db/support/database.ts'
import { environmentOf } from './functions.ts'
import type { Errand } from './shop-program.ts'

/** At its next request that changes something at the provider: before that is made, or when it is made and not answered. */
export type AtProvider = 'before' | 'after'

interface Doomed {
  process: ChildProcess
  up: Promise<unknown>
  at?: AtProvider
}

const starter = fileURLToPath(new URL('../../stack/credits/start-sender.mjs', import.meta.url))
const entry = fileURLToPath(new URL('./shop-program.ts', import.meta.url))

/**
 * Processes that run the functions of the shop on the database of a test, and die as planned: waiting for a lock that the test
 * holds, or at a request to the provider, which is `provider` behind a server.
 */
export async function openDoomed(
  db: TestDatabase,
  provider: (url: string, init: RequestInit) => Promise<Response>,
) {
  const home = mkdtempSync(join(tmpdir(), 'zelo-doomed-'))
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    ...environmentOf(db.url),
    ZELO_LOG_LEVEL: 'error',
  }
  const program = await bundle(home, environment)
  const alive = new Map<string, Doomed>()
  const server = createServer((request, response) => {
    void serve(request, response).catch(() => response.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  let count = 0

  function start(): string {
    const name = `doomed${(count += 1)}`
    const child = fork(starter, [program], {
      execArgv: [],
      env: {
        ...environment,
        SUPABASE_DB_URL: `${environment.SUPABASE_DB_URL}?application_name=${name}`,
        ZELO_STRIPE_URL: `http://127.0.0.1:${port}/${name}`,
      },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    alive.set(name, { process: child, up: once(child, 'message') })
    return name
  }

  async function kill(name: string): Promise<void> {
    const one = alive.get(name)
    alive.delete(name)
    if (!one) return
    const dead = once(one.process, 'exit')
    one.process.kill('SIGKILL')
    await dead
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, name = '', path = ''] = /^\/(doomed\d+)(\/.*)$/.exec(request.url ?? '') ?? []
    const at = request.method === 'POST' ? alive.get(name)?.at : undefined
    const body = request.method === 'POST' ? await text(request) : undefined
    if (at === 'before') return kill(name)
    const headers = Object.fromEntries(
      ['authorization', 'content-type', 'idempotency-key', 'stripe-version'].flatMap((key) => {
        const value = request.headers[key]
        return typeof value === 'string' ? [[key, value]] : []
      }),
    )
    const answer = await provider(`https://stripe.test${path}`, {
      method: request.method ?? 'GET',
      headers,
      ...(body === undefined ? {} : { body }),
    })
    const said = await answer.text()
    if (at === 'after') return kill(name)
    response.writeHead(answer.status, { 'content-type': 'application/json', connection: 'close' }).end(said)
  }

  const backends = (name: string, state: 'waits' | 'lives') =>
    db.asPostgres(
      (sql) => sql<{ pid: number }[]>`
        select pid from pg_stat_activity where application_name = ${name}
          and (${state === 'lives'} or wait_event_type = 'Lock')`,
    )
  async function send(name: string, errand: Errand): Promise<void> {
    const one = alive.get(name)!
    await one.up
    one.process.send(errand)
  }

  return {
    /** Dies at its request to the provider. */
    async atProvider(errand: Errand, at: AtProvider): Promise<void> {
      const name = start()
      const one = alive.get(name)!
      one.at = at
      const dead = once(one.process, 'exit')
      await send(name, errand)
      expect((await dead)[1]).toBe('SIGKILL')
    },
    /**
     * Dies while its statement waits for what `lock` holds. `fate`: its database does not notice and goes on, or notices and
     * takes everything back.
     */
    async whileWaiting(
      errand: Errand,
      lock: (sql: TransactionSql) => Promise<unknown>,
      fate: 'goes on' | 'taken back',
    ): Promise<void> {
      const name = start()
      await db.asPostgres(async (holder) => {
        await lock(holder)
        await send(name, errand)
        await expect.poll(async () => (await backends(name, 'waits')).length, { timeout: 20_000 }).toBe(1)
        await kill(name)
        if (fate === 'taken back')
          for (const { pid } of await backends(name, 'lives'))
            await db.asPostgres((sql) => sql`select pg_terminate_backend(${pid})`)
      })
      await expect.poll(async () => (await backends(name, 'lives')).length, { timeout: 20_000 }).toBe(0)
    },
    async close(): Promise<void> {
      await Promise.all([...alive.keys()].map(kill))
      server.closeAllConnections()
      server.close()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

/** The program as one file that is compiled already, so that a new process is up in a moment. */
async function bundle(home: string, environment: NodeJS.ProcessEnv): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'silent',
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: entry,
      outDir: home,
      emptyOutDir: false,
      minify: true,
      rolldownOptions: {
        output: { format: 'cjs', entryFileNames: 'program.cjs', codeSplitting: false },
      },
    },
  })
  const program = join(home, 'program.cjs')
  execFileSync(process.execPath, [starter, program, 'keep'], { env: environment })
  return program
}
