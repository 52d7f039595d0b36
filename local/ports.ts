import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { host, type Ports } from './config.ts'
import { StackFailure } from './failure.ts'

/**
 * Addresses that a start will need, held from its first moment: the documented ones lie where the system takes ports
 * for outgoing connections, of which a start makes many.
 */
export class PortReservation {
  readonly #servers = new Map<number, Server>()

  /** Refuses before anything is started when an address is taken. */
  async take(ports: Partial<Ports>): Promise<void> {
    for (const [name, port] of Object.entries(ports)) {
      const server = await listen(port)
      if (!server) {
        await this.releaseAll()
        throw new StackFailure(
          `Port ${port} (${name}) is in use by another program; stop it, or start with ZELO_PORT_BASE=<first of ten free ports>.`,
        )
      }
      this.#servers.set(port, server)
    }
  }

  /** Gives ports to the program that is about to listen on them. */
  async release(...ports: (number | undefined)[]): Promise<void> {
    await Promise.all(
      ports.map(async (port) => {
        const server = port === undefined ? undefined : this.#servers.get(port)
        if (!server || port === undefined) return
        this.#servers.delete(port)
        await close(server)
      }),
    )
  }

  async releaseAll(): Promise<void> {
    await this.release(...this.#servers.keys())
  }
}

/** A free port that no outgoing connection can take before it is used. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const port = firstChosen + Math.floor(Math.random() * (lastChosen - firstChosen))
    if (isEphemeral(port)) continue
    const server = await listen(port)
    if (!server) continue
    await close(server)
    return port
  }
  throw new StackFailure(`No free port was found between ${firstChosen} and ${lastChosen}.`)
}

/** Above what stacks and tests take by number, below what Linux and macOS take for outgoing connections. */
const [firstChosen, lastChosen] = [10_000, 32_000]

/** Whether the system may take this port for an outgoing connection. */
export function isEphemeral(port: number): boolean {
  const [first, last] = ephemeralRange()
  return port >= first && port <= last
}

function ephemeralRange(): [number, number] {
  try {
    const [first = 0, last = 0] = readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8')
      .trim()
      .split(/\s+/)
      .map(Number)
    return [first, last]
  } catch {
    return [49_152, 65_535]
  }
}

/** Whoever connects to a port that is only held is sent away. */
function listen(port: number): Promise<Server | undefined> {
  return new Promise((done) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', () => done(undefined))
    server.listen({ port, host, exclusive: true }, () => done(server))
  })
}

function close(server: Server): Promise<void> {
  return new Promise((done) => server.close(() => done()))
}
