// (b) Webhooks acknowledged after the commit against a bare node:http handler that inserts one row.
import { aurora } from './support/database.ts'
import { evolutionEnvelope, messageId } from './support/events.ts'
import { createPoster } from './support/http-client.ts'
import { compare, lanes, printRatio, type Contender } from './support/measure.ts'
import { startBareServer, startBenchStack } from './support/stack.ts'

const senders = 10_000
const bench = await startBenchStack()
const bare = await startBareServer(6935, bench.stack.urls.database, bench.threadId)
const functionsPort = new URL(bench.stack.urls.gateway).port
const directPort = bench.stack.config.ports.functions
try {
  for (const concurrency of [1, 8, 32]) {
    const poster = createPoster(concurrency)
    const path = '/functions/v1/evolution-whatsapp-inbound'
    const [gateway, direct] = await compare([
      contender('bare', concurrency, poster, 'http://127.0.0.1:6935/'),
      contender('gateway', concurrency, poster, `http://127.0.0.1:${functionsPort}${path}`),
      contender('functions', concurrency, poster, `http://127.0.0.1:${directPort}${path}`),
    ])
    if (gateway) printRatio(`webhooks through the gateway, ${concurrency} at once`, gateway, '≥ 0.3')
    if (direct) printRatio(`webhooks at the functions, ${concurrency} at once`, direct, '≥ 0.5')
    poster.close()
  }
} finally {
  bare.kill()
  await bench.stop()
}

function contender(
  name: string,
  concurrency: number,
  poster: ReturnType<typeof createPoster>,
  url: string,
): Contender {
  return {
    name,
    run: (milliseconds) =>
      lanes(concurrency, milliseconds, async () => {
        const phone = `+55119${String(10_000_000 + Math.floor(Math.random() * senders))}`
        const status = await poster.post(url, JSON.stringify(evolutionEnvelope(phone, messageId())))
        if (status !== 200) throw new Error(`${name} answered ${status} (clinic ${aurora.tenantId})`)
        return 1
      }),
  }
}
