// (b) Webhooks acknowledged after the commit against a bare node:http handler that inserts one row: from 10k senders who
// have written before, then from numbers that write for the first time.
import { randomInt } from 'node:crypto'
import { anyOf, evolutionEnvelope, messageId } from './support/events.ts'
import { createPoster } from './support/http-client.ts'
import { compare, lanes, printRatio, type Contender } from './support/measure.ts'
import { startBareServer, startBenchStack } from './support/stack.ts'

const bench = await startBenchStack()
const barePort = 6935
const bare = await startBareServer(barePort, bench.stack.urls.database, bench.threadId)
const path = '/functions/v1/evolution-whatsapp-inbound'
const direct = `http://127.0.0.1:${bench.stack.config.ports.functions}${path}`
const known = () => anyOf(bench.senders).phone
const stranger = () => `+55219${randomInt(10_000_000, 100_000_000)}`
try {
  for (const concurrency of [1, 8, 32]) {
    const poster = createPoster(concurrency)
    const contender = (name: string, url: string, phone: () => string): Contender => ({
      name: `${name}, ${concurrency} at once`,
      run: (milliseconds) => lanes(concurrency, milliseconds, () => post(poster, url, phone())),
    })
    const ratios = await compare([
      contender('bare', `http://127.0.0.1:${barePort}/`, known),
      contender('webhooks through the gateway', `${bench.stack.urls.gateway}${path}`, known),
      contender('webhooks at the functions', direct, known),
      contender('first contacts at the functions', direct, stranger),
    ])
    for (const [index, ratio] of ratios.entries()) {
      printRatio(ratio.name, ratio, ['≥ 0.3', '≥ 0.5', '–'][index] ?? '')
    }
    poster.close()
  }
} finally {
  bare.kill()
  await bench.stop()
}

async function post(poster: ReturnType<typeof createPoster>, url: string, phone: string): Promise<number> {
  const status = await poster.post(url, JSON.stringify(evolutionEnvelope(phone, messageId())))
  if (status !== 200) throw new Error(`${url} answered ${status}`)
  return 1
}
