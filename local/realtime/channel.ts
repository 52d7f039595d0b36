import { randomUUID } from 'node:crypto'
import { ChannelAccess } from './access.ts'
import { isApiKey, TokenError } from './auth.ts'
import type { Extension } from './authorization.ts'
import type { ChangeData } from './change-frame.ts'
import type { ChangeListener } from './changes.ts'
import { JoinError, type Connection, type Services } from './services.ts'
import { readJoinConfig, type JoinConfig } from './join-config.ts'
import type { PresenceDiff } from './presence.ts'
import { isObject, SharedFrame, type Broadcast, type IncomingFrame } from './protocol.ts'
import { topicKey, type Member } from './registry.ts'
import { replayFrames } from './replay.ts'
import { readWish } from './subscriptions.ts'

/** Every topic on the wire starts with this. */
export const TOPIC_PREFIX = 'realtime:'

const LIVE_TIMEOUT_MS = 5_000
const MAX_BROADCAST_BYTES = 3_000 * 1024

/** One topic that one socket has joined. Its frames are handled one after the other, in the order they came. */
export class Channel implements Member, ChangeListener {
  readonly key: string
  private readonly name: string
  private readonly config: JoinConfig
  private readonly presenceKey: string
  private readonly access: ChannelAccess
  private wantsPresence: boolean
  private queue: Promise<void> = Promise.resolve()
  private ended = false

  constructor(
    private readonly connection: Connection,
    private readonly services: Services,
    private readonly join: IncomingFrame,
  ) {
    this.config = readJoinConfig(join.payload)
    this.name = join.topic.slice(TOPIC_PREFIX.length)
    this.key = topicKey(this.name, this.config.private)
    this.presenceKey = this.config.presenceKey ?? randomUUID()
    this.wantsPresence = this.config.presenceEnabled
    const own = this.config.accessToken
    this.access = new ChannelAccess(services, {
      topic: this.name,
      isPrivate: this.config.private,
      token: own && !isApiKey(own) ? own : connection.token,
      headers: connection.headers,
      onEnd: (reason) => this.expel(reason),
    })
    this.enqueue(() => this.open())
  }

  get topic(): string {
    return this.join.topic
  }

  get joinRef(): string | null {
    return this.join.joinRef ?? this.join.ref
  }

  receives(kind: Extension): boolean {
    return this.access.mayRead(kind) && (kind === 'broadcast' || this.wantsPresence)
  }

  deliver(frame: SharedFrame): void {
    this.connection.sendShared(frame)
  }

  /** Handles a frame that the client sent to this topic. */
  receive(frame: IncomingFrame): void {
    if (frame.joinRef !== null && frame.joinRef !== this.joinRef) return
    this.enqueue(() => this.handle(frame))
  }

  /** Tells the client that messages may have been missed; it joins again and fetches what it shows. */
  interrupt(reason: string): void {
    if (this.ended) return
    this.system('system', 'error', reason)
    this.dispose()
    this.push('phx_error', {})
  }

  /** Ends the channel on the server's side without a word to the client. */
  dispose(): void {
    if (this.ended) return
    this.ended = true
    this.access.release()
    this.services.registry.remove(this)
    const left = this.services.presence.untrack(this)
    if (left) this.announce(left)
    void this.services.changes.unsubscribe(this)
    this.connection.release(this)
  }

  /** Ends the channel for good: the client sees it closed and does not come back by itself. */
  close(): void {
    if (this.ended) return
    this.dispose()
    this.push('phx_close', {})
  }

  onChange(ids: number[], data: ChangeData): void {
    this.connection.send({ ...this.unasked('postgres_changes'), payload: { ids, data } })
  }

  onSubscribed(): void {
    this.system('postgres_changes', 'ok', 'Subscribed to PostgreSQL')
  }

  onRefused(reason: string): void {
    this.system('postgres_changes', 'error', reason)
  }

  onLost(): void {
    this.interrupt('The connection to the database was lost: changes may have been missed')
  }

  private enqueue(task: () => Promise<void> | void): void {
    this.queue = this.queue.then(async () => {
      if (this.ended) return
      try {
        await task()
      } catch (error) {
        this.services.log(`channel ${this.topic}: ${String(error)}`)
        this.interrupt('The message could not be handled')
      }
    })
  }

  private async open(): Promise<void> {
    try {
      await this.admit()
    } catch (error) {
      this.dispose()
      this.reply(this.join, 'error', { reason: joinFault(error) })
      if (!(error instanceof JoinError || error instanceof TokenError)) {
        this.services.log(`joining ${this.topic} failed: ${String(error)}`)
      }
      return
    }
    if (this.ended) return
    const wishes = this.config.changes.map(readWish)
    this.services.registry.add(this)
    this.reply(this.join, 'ok', {
      postgres_changes: this.config.changes.map((request, index) => ({ ...request, id: wishes[index]?.id })),
    })
    this.access.watch()
    if (this.wantsPresence) this.sendPresenceState()
    if (this.config.replicationReady) this.system('system', 'ok', 'Replication connection established')
    this.followChanges()
    await this.replay()
  }

  /** Checks token and policies, and waits until rows committed after the reply are sure to arrive. */
  private async admit(): Promise<void> {
    if (!this.name) throw new JoinError('TopicNameRequired', 'You must provide a topic name')
    if (this.config.replay && !this.config.private) {
      throw new JoinError('UnableToReplayMessages', 'Replay is not allowed for public channels')
    }
    await this.access.admit()
    if (!(await this.services.messages.live(LIVE_TIMEOUT_MS))) {
      throw new JoinError(
        'UnableToConnectToProject',
        'Realtime was unable to connect to the project database',
      )
    }
  }

  private async handle(frame: IncomingFrame): Promise<void> {
    switch (frame.event) {
      case 'phx_leave':
        this.reply(frame, 'ok', {})
        this.close()
        return
      case 'access_token':
        return this.refresh(frame.payload)
      case 'broadcast':
        if (frame.broadcast) await this.send(frame, frame.broadcast)
        return
      case 'presence':
        return this.handlePresence(frame)
    }
  }

  private async refresh(payload: unknown): Promise<void> {
    try {
      if (!(await this.access.renew(isObject(payload) ? payload['access_token'] : null))) return
    } catch (error) {
      if (!(error instanceof TokenError)) throw error
      return this.expel(error.message)
    }
    if (this.ended) return
    this.access.watch()
    this.followChanges()
  }

  private async send(frame: IncomingFrame, broadcast: Broadcast): Promise<void> {
    if (!(await this.access.mayWrite('broadcast'))) return
    const size = broadcast.binary?.length ?? Buffer.byteLength(broadcast.json ?? '')
    if (size > MAX_BROADCAST_BYTES) {
      if (this.config.ack) this.reply(frame, 'error', { reason: 'Payload size exceeds the limit' })
      return
    }
    const shared = SharedFrame.broadcast(this.topic, broadcast)
    this.services.registry.deliver(this.key, 'broadcast', shared, this.config.self ? undefined : this)
    if (this.config.ack) this.reply(frame, 'ok', {})
  }

  private async handlePresence(frame: IncomingFrame): Promise<void> {
    const body = isObject(frame.payload) ? frame.payload : {}
    const event = typeof body['event'] === 'string' ? body['event'].toLowerCase() : ''
    const { presence } = this.services
    if (event === 'untrack') {
      const left = presence.untrack(this)
      if (left) this.announce(left)
      return this.reply(frame, 'ok', {})
    }
    if (event !== 'track') return this.reply(frame, 'error', { reason: `Unknown presence event: ${event}` })
    const payload = body['payload'] ?? {}
    if (!isObject(payload)) {
      return this.reply(frame, 'error', { reason: 'Presence track payload must be a map' })
    }
    if (!(await this.access.mayWrite('presence'))) {
      return this.reply(frame, 'error', {
        reason: 'You do not have permissions to track on this Channel topic',
      })
    }
    if (!this.wantsPresence) {
      this.wantsPresence = true
      this.sendPresenceState()
    }
    const changed = presence.track(this, this.key, this.presenceKey, payload)
    if (changed) this.announce(changed)
    this.reply(frame, 'ok', {})
  }

  private announce(diff: PresenceDiff): void {
    const frame = SharedFrame.event(this.topic, 'presence_diff', JSON.stringify(diff))
    this.services.registry.deliver(this.key, 'presence', frame)
  }

  private sendPresenceState(): void {
    if (!this.access.mayRead('presence')) return
    this.connection.send({
      ...this.unasked('presence_state'),
      payload: this.services.presence.state(this.key),
    })
  }

  private followChanges(): void {
    const wishes = this.config.changes.map(readWish)
    if (wishes.length > 0) void this.services.changes.subscribe(this, wishes, this.access.claims)
  }

  private async replay(): Promise<void> {
    const { replay } = this.config
    if (!replay || !this.access.mayRead('broadcast')) return
    for (const frame of await replayFrames(this.services.sql, this.name, replay)) this.deliver(frame)
  }

  private expel(reason: string): void {
    if (this.ended) return
    this.system('system', 'error', reason)
    this.close()
  }

  private system(extension: string, status: 'ok' | 'error', message: string): void {
    const payload = { extension, status, message, channel: this.name }
    this.connection.send({ ...this.unasked('system'), payload })
  }

  private reply(to: IncomingFrame, status: 'ok' | 'error', response: unknown): void {
    const { ref, topic } = to
    this.connection.send({
      joinRef: this.joinRef,
      ref,
      topic,
      event: 'phx_reply',
      payload: { status, response },
    })
  }

  private push(event: string, payload: unknown): void {
    this.connection.send({ joinRef: this.joinRef, ref: this.joinRef, topic: this.topic, event, payload })
  }

  private unasked(event: string): { joinRef: null; ref: null; topic: string; event: string } {
    return { joinRef: null, ref: null, topic: this.topic, event }
  }
}

function joinFault(error: unknown): string {
  if (error instanceof JoinError || error instanceof TokenError) return `${error.code}: ${error.message}`
  return 'UnableToConnectToProject: Realtime was unable to connect to the project database'
}
