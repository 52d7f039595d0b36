import type { IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import type { Duplex } from 'node:stream'
import { host } from '../config.ts'
import type { Target } from './routes.ts'

/** Joins a websocket of a client to the service behind; after the handshake both sides are bytes to the gateway. */
export function joinUpgrade(request: IncomingMessage, client: Duplex, head: Buffer, target: Target): void {
  const service = connect({ host, port: target.port }, () => {
    const headers = request.rawHeaders.flatMap((value, index, all) =>
      index % 2 === 0 ? [`${value}: ${all[index + 1]}`] : [],
    )
    service.write(`${request.method} ${target.path} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`)
    if (head.length > 0) service.write(head)
    service.pipe(client)
    client.pipe(service)
  })
  service.setNoDelay(true)
  service.on('error', () => client.destroy())
  service.on('close', () => client.destroy())
  client.on('error', () => service.destroy())
  client.on('close', () => service.destroy())
}

/** There is no websocket at this address. Whoever asked may be gone already. */
export function refuseUpgrade(client: Duplex): void {
  client.on('error', () => client.destroy())
  client.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n')
}
