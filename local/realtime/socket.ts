import type { RawData, WebSocket } from 'ws'
import { Channel, TOPIC_PREFIX } from './channel.ts'
import {
  decodeBinary,
  decodeText,
  encodeFrame,
  type Frame,
  type IncomingFrame,
  type ProtocolVersion,
  type SharedFrame,
} from './protocol.ts'
import type { Connection, Services } from './services.ts'

/** A client that reads so slowly that this many bytes wait for it is cut off; it reconnects and catches up. */
const MAX_WAITING_BYTES = 16 * 1024 * 1024

/** What the handshake established. */
export interface SocketOptions {
  version: ProtocolVersion
  token: string
  headers: Record<string, string>
}

/** One client's socket with the channels it has joined. */
export class ClientSocket implements Connection {
  readonly token: string
  readonly headers: Record<string, string>
  private readonly version: ProtocolVersion
  private readonly channels = new Map<string, Channel>()
  private lastSeen = Date.now()

  constructor(
    private readonly socket: WebSocket,
    private readonly services: Services,
    options: SocketOptions,
  ) {
    this.token = options.token
    this.headers = options.headers
    this.version = options.version
    socket.on('message', (data, isBinary) => this.receive(data, isBinary))
    socket.on('close', () => this.end())
    socket.on('error', () => socket.terminate())
  }

  /** Closes the socket when the client has been silent for too long. */
  closeIfSilentSince(moment: number): void {
    if (this.lastSeen < moment) this.socket.close(1000, 'idle')
  }

  /** Ends the connection. */
  close(): void {
    this.socket.close(1001, 'shutting down')
    this.end()
  }

  send(frame: Frame): void {
    this.write(encodeFrame(this.version, frame), false)
  }

  sendShared(frame: SharedFrame): void {
    const encoded = frame.encode(this.version)
    if (encoded) this.write(encoded.data, encoded.binary)
  }

  release(channel: Channel): void {
    if (this.channels.get(channel.topic) === channel) this.channels.delete(channel.topic)
  }

  private write(data: string | Buffer, binary: boolean): void {
    if (this.socket.readyState !== this.socket.OPEN) return
    if (this.socket.bufferedAmount > MAX_WAITING_BYTES) {
      this.services.log('a client that reads too slowly was disconnected')
      this.socket.terminate()
      return
    }
    this.socket.send(data, { binary })
  }

  private receive(data: RawData, isBinary: boolean): void {
    this.lastSeen = Date.now()
    const bytes = toBuffer(data)
    const frame = isBinary ? decodeBinary(bytes) : decodeText(this.version, bytes.toString('utf8'))
    if (frame) this.dispatch(frame)
  }

  private dispatch(frame: IncomingFrame): void {
    if (frame.topic === 'phoenix') {
      if (frame.event === 'heartbeat') this.reply(frame, 'ok', {})
    } else if (frame.event === 'phx_join') this.join(frame)
    else {
      const channel = this.channels.get(frame.topic)
      if (channel) channel.receive(frame)
      else if (frame.event === 'phx_leave') this.reply(frame, 'ok', {})
      else this.reply(frame, 'error', { reason: 'unmatched topic' })
    }
  }

  /** A second join of a topic replaces the first one. */
  private join(frame: IncomingFrame): void {
    if (!frame.topic.startsWith(TOPIC_PREFIX))
      return this.reply(frame, 'error', { reason: 'unmatched topic' })
    this.channels.get(frame.topic)?.close()
    this.channels.set(frame.topic, new Channel(this, this.services, frame))
  }

  private reply(to: IncomingFrame, status: 'ok' | 'error', response: unknown): void {
    const { joinRef, ref, topic } = to
    this.send({ joinRef, ref, topic, event: 'phx_reply', payload: { status, response } })
  }

  private end(): void {
    for (const channel of [...this.channels.values()]) channel.dispose()
  }
}

function toBuffer(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data)
}
