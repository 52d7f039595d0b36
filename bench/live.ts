// (d) Webhook → event in a subscribed client at 50 a second, beside the floor: POST → commit → bare websocket.
// And what realtime costs ingest: webhooks a second with the realtime service on and off.
import { createClient } from '@supabase/supabase-js'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { WebSocket, WebSocketServer } from 'ws'
import { demoPassword } from '../local/demo.ts'
import { aurora } from './support/database.ts'
import { evolutionEnvelope, messageId } from './support/events.ts'
import { createPoster } from './support/http-client.ts'
import { lanes, median } from './support/measure.ts'
import { startBenchStack } from './support/stack.ts'

const perSecond = 50
const seconds = 8
const repetitions = 5
const bench = await startBenchStack()
const { urls, keys } = bench.stack
const webhook = `${urls.gateway}/functions/v1/evolution-whatsapp-inbound`

try {
  const live = await liveTarget()
  const floor = await floorTarget()
  const ratios = { p50: [] as number[], p95: [] as number[] }
  const figures: string[] = []
  await measure(live, 2)
  await measure(floor, 2)
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const bottom = await measure(floor, seconds)
    const top = await measure(live, seconds)
    ratios.p50.push(top.p50 / bottom.p50)
    ratios.p95.push(top.p95 / bottom.p95)
    figures.push(
      `${top.p50.toFixed(1)}/${top.p95.toFixed(1)} ms over ${bottom.p50.toFixed(1)}/${bottom.p95.toFixed(1)} ms`,
    )
  }
  print('webhook → browser at 50/s, p50', ratios.p50, '–')
  print('webhook → browser at 50/s, p95', ratios.p95, '≤ 5')
  console.log(`  p50/p95 over the floor's, each repetition: ${figures.join('; ')}`)
  await live.close()
  await floor.close()
  await measureCost()
} finally {
  await bench.stop()
}

interface Target {
  /** Posts one message; `seen` is called with its id when the client has it. */
  post(id: string): Promise<unknown>
  seen: (id: string) => void
  close(): Promise<void>
}

async function measure(target: Target, duration: number): Promise<{ p50: number; p95: number }> {
  const started = new Map<string, number>()
  const latencies: number[] = []
  target.seen = (id) => {
    const start = started.get(id)
    if (start === undefined) return
    started.delete(id)
    latencies.push(performance.now() - start)
  }
  const total = duration * perSecond
  const begin = performance.now()
  const posts: Promise<unknown>[] = []
  for (let index = 0; index < total; index++) {
    await sleep(Math.max(0, begin + (index * 1000) / perSecond - performance.now()))
    const id = messageId()
    started.set(id, performance.now())
    posts.push(target.post(id))
  }
  await Promise.all(posts)
  for (let wait = 0; started.size > 0 && wait < 200; wait++) await sleep(25)
  if (started.size > 0) throw new Error(`${started.size} messages never arrived.`)
  latencies.sort((a, b) => a - b)
  const at = (share: number) => latencies[Math.floor(latencies.length * share)] ?? Number.NaN
  return { p50: at(0.5), p95: at(0.95) }
}

function envelope(id: string): string {
  return JSON.stringify(evolutionEnvelope(`+55119${10_000_000 + Math.floor(Math.random() * 10_000)}`, id))
}

async function liveTarget(): Promise<Target> {
  const client = createClient(urls.gateway, keys.publishable, {
    auth: { persistSession: false },
    realtime: { transport: WebSocket as unknown as typeof globalThis.WebSocket },
  })
  const { error } = await client.auth.signInWithPassword({
    email: 'recepcao@aurora.test',
    password: demoPassword,
  })
  if (error) throw error
  await client.realtime.setAuth()
  const poster = createPoster(50)
  const target: Target = {
    seen: () => {},
    async post(id) {
      const status = await poster.post(webhook, envelope(id))
      if (status !== 200) throw new Error(`The webhook was answered with ${status}.`)
    },
    async close() {
      poster.close()
      await client.removeAllChannels()
      await client.auth.signOut()
    },
  }
  await new Promise<void>((resolve) => {
    client
      .channel(`tenant:${aurora.tenantId}`, { config: { private: true } })
      .on('broadcast', { event: 'message' }, ({ payload }) =>
        target.seen(payload.message.provider_message_id),
      )
      .subscribe((status) => status === 'SUBSCRIBED' && resolve())
  })
  return target
}

async function floorTarget(): Promise<Target> {
  const sql = postgres(urls.database, { max: 10, prepare: false, onnotice: () => {} })
  const server = createServer(async (request, response) => {
    const { data } = JSON.parse(await text(request))
    await sql`insert into public.conversation_messages ${sql({
      tenant_id: aurora.tenantId,
      thread_id: bench.threadId,
      channel_id: aurora.channelId,
      provider: 'evolution',
      provider_message_id: data.key.id,
      direction: 'inbound',
      origin: 'contact',
      kind: 'text',
      body: data.message.conversation,
      status: 'received',
      occurred_at: new Date().toISOString(),
    })}`
    for (const socket of sockets.clients) socket.send(data.key.id)
    response.end('{}')
  })
  const sockets = new WebSocketServer({ server })
  await new Promise<void>((resolve) => server.listen(6936, '127.0.0.1', () => resolve()))
  const poster = createPoster(50)
  const client = new WebSocket('ws://127.0.0.1:6936')
  await new Promise((resolve) => client.once('open', resolve))
  const target: Target = {
    seen: () => {},
    post: (id) => poster.post('http://127.0.0.1:6936/', envelope(id)),
    async close() {
      poster.close()
      client.terminate()
      sockets.close()
      server.close()
      await sql.end()
    },
  }
  client.on('message', (id) => target.seen(String(id)))
  return target
}

/** Webhooks a second at 16 at once, with the replication stream of the realtime service and without it. */
async function measureCost(): Promise<void> {
  const poster = createPoster(16)
  const rate = () =>
    lanes(16, 3000, async () => {
      await poster.post(webhook, envelope(messageId()))
      return 1
    })
  const realtime = bench.stack.pids.realtime
  if (realtime === undefined) throw new Error('The realtime service does not run.')
  const ratios: number[] = []
  await rate()
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const on = await rate()
    // a stopped process reads no stream; what it missed it delivers before the next repetition
    process.kill(realtime, 'SIGSTOP')
    const off = await rate()
    process.kill(realtime, 'SIGCONT')
    await sleep(3000)
    ratios.push(on / off)
  }
  print('ingest with realtime on : off', ratios, '≥ 0.8')
  poster.close()
}

function print(cell: string, ratios: number[], goal: string): void {
  console.log(
    `${cell.padEnd(44)} ratio ${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})  goal ${goal}`,
  )
}
