import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { freePort } from '../ports.ts'
import { startSimulators, type RunningSimulators } from './server.ts'

/** A webhook as the product would receive it. */
export interface Received {
  path: string
  headers: IncomingHttpHeaders
  body: string
}

/** A stand-in for the product: remembers every webhook and answers as told. */
async function startReceiver() {
  const received: Received[] = []
  const answers: { status: number; type?: string; body?: string }[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8')
      received.push({ path: request.url ?? '', headers: request.headers, body })
      const answer = answers.shift() ?? { status: 200 }
      response.writeHead(answer.status, { 'content-type': answer.type ?? 'application/json' })
      response.end(answer.body ?? '')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    received,
    /** What the next webhooks are answered with; 200 afterwards. */
    answers,
    /** The JSON bodies so far, of one Evolution event if named. */
    events(event?: string): Record<string, unknown>[] {
      return received
        .map(({ body }) => JSON.parse(body) as Record<string, unknown>)
        .filter((body) => !event || body.event === event)
    },
    /** The form bodies so far. */
    forms: () => received.map(({ body }) => new URLSearchParams(body)),
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Simulators on free ports, with a receiver in the place of the product. */
export async function startWorld() {
  const receiver = await startReceiver()
  const stateDir = mkdtempSync(join(tmpdir(), 'zelo-simulators-'))
  const ports = { port: await freePort(), smtpPort: await freePort() }
  const start = () =>
    startSimulators({
      ...ports,
      host: '127.0.0.1',
      stateDir,
      gatewayUrl: receiver.url,
      functionsUrl: `${receiver.url}/functions/v1`,
    })
  let running: RunningSimulators = await start()
  const json = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${running.url}${path}`, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      body: (text ? JSON.parse(text) : null) as never,
    }
  }
  return {
    receiver,
    smtpPort: ports.smtpPort,
    url: running.url,
    json,
    control: (path: string, body: unknown) => json('POST', `/control${path}`, body),
    /** Stops and starts again on the same state. */
    async restart() {
      await running.stop()
      running = await start()
      await setTimeout(50) // until the client's kept connections have noticed
    },
    async stop() {
      await running.stop()
      await receiver.stop()
      rmSync(stateDir, { recursive: true, force: true })
    },
  }
}

export type TestWorld = Awaited<ReturnType<typeof startWorld>>
