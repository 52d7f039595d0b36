import { createServer } from 'node:net'
import { host, type Ports } from './config.ts'
import { StackFailure } from './failure.ts'

/** Refuses before anything is started when an address is taken. */
export async function requireFreePorts(ports: Partial<Ports>): Promise<void> {
  for (const [name, port] of Object.entries(ports)) {
    if (!(await isFree(port))) {
      throw new StackFailure(
        `Port ${port} (${name}) is in use by another program; stop it, or start with ZELO_PORT_BASE=<first of ten free ports>.`,
      )
    }
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const server = createServer()
    server.once('error', () => done(false))
    server.listen({ port, host, exclusive: true }, () => server.close(() => done(true)))
  })
}
