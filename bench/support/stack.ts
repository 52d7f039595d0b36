import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { startStack, type Stack } from '../../local/stack.ts'
import { anyOf, createSenders, type Sender } from './events.ts'

export interface BenchStack {
  stack: Stack
  /** Who writes to Clínica Aurora. */
  senders: Sender[]
  /** A conversation of Clínica Aurora, for bare inserts. */
  threadId: string
  stop(): Promise<void>
}

/** The whole embedded stack without the app, on ports and a state folder of its own. */
export async function startBenchStack({
  portBase = 6920,
  conversations = 10_000,
  scheduler = true,
} = {}): Promise<BenchStack> {
  const home = mkdtempSync(join(tmpdir(), 'zelo-bench-stack-'))
  const stack = await startStack({ home, portBase, app: 'none', scheduler })
  const sql = postgres(stack.urls.database, { max: 1, onnotice: () => {} })
  const senders = await createSenders(sql, conversations)
  await sql.end()
  return {
    stack,
    senders,
    threadId: anyOf(senders).threadId,
    async stop() {
      await stack.stop()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

/** Starts the bare handler in a process of its own and waits until it listens. */
export async function startBareServer(
  port: number,
  databaseUrl: string,
  threadId: string,
): Promise<ChildProcess> {
  const file = new URL('bare-server.ts', import.meta.url).pathname
  const child = spawn(process.execPath, ['--import', 'tsx', file, String(port), databaseUrl, threadId], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (child.stdout) await once(child.stdout, 'data')
  return child
}
