import { randomBytes } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { LogicalReplicationService, PgoutputPlugin, type Pgoutput } from 'pg-logical-replication'

/** A row from the WAL: every value as Postgres prints it; undefined where the WAL left an unchanged value out. */
export type Tuple = Record<string, string | null | undefined>

/** One message of the stream, in commit order. */
export type WalMessage = Pgoutput.Message

/** Where a stream reads, and whom it tells. */
export interface StreamOptions {
  databaseUrl: string
  publication: string
  /** Start of the slot's name; the rest is random. */
  slotPrefix: string
  /** With `awaitHandler`, the next message waits until the promise is settled. */
  onMessage(message: WalMessage): void | Promise<void>
  awaitHandler?: boolean
  /** Called when a live stream ends without having been stopped: what is committed from now on may be missed. */
  onLost(): void
  log(line: string): void
}

const FIRST_RETRY_MS = 200
const LAST_RETRY_MS = 3_000
const STOP_MS = 1_000
const ACKNOWLEDGE_SECONDS = 10

/** pgoutput over a temporary slot: a slot that outlives its reader would keep WAL for ever. */
class TemporarySlotPlugin extends PgoutputPlugin {
  override async start(...args: Parameters<PgoutputPlugin['start']>): Promise<void> {
    const [client, slot, lsn] = args
    await client.query(`create_replication_slot "${slot}" temporary logical pgoutput noexport_snapshot`)
    await super.start(client, slot, lsn)
  }

  /** Values stay text: JSON is passed on as it is, everything else is converted by Postgres itself. */
  override parse(buffer: Buffer): WalMessage {
    const message = super.parse(buffer)
    if (message.tag === 'relation') for (const column of message.columns) column.parser = (raw: string) => raw
    return message
  }
}

/** Follows a publication for as long as it is started, through restarts of the database. */
export class ReplicationStream {
  private service: LogicalReplicationService | null = null
  private running: Promise<void> | null = null
  private abort = new AbortController()
  private isLive = false
  private waiting = new Set<() => void>()

  constructor(private readonly options: StreamOptions) {}

  /** Begins to follow; does nothing when it already does. */
  start(): void {
    if (this.running) return
    this.abort = new AbortController()
    this.running = this.run(this.abort.signal)
  }

  /** Resolves to true once every later commit is sure to be delivered, to false when the time is over. */
  live(timeoutMs: number): Promise<boolean> {
    if (this.isLive) return Promise.resolve(true)
    return new Promise((resolve) => {
      const settle = (): void => {
        clearTimeout(timer)
        this.waiting.delete(settle)
        resolve(this.isLive)
      }
      const timer = setTimeout(settle, timeoutMs)
      this.waiting.add(settle)
    })
  }

  /** Ends the stream and its slot. */
  async stop(): Promise<void> {
    const running = this.running
    if (!running) return
    this.abort.abort()
    this.isLive = false
    this.release()
    await this.close()
    await Promise.race([running, delay(STOP_MS, undefined, { ref: false })])
    if (this.running === running) this.running = null
  }

  private async run(signal: AbortSignal): Promise<void> {
    let retry = FIRST_RETRY_MS
    while (!signal.aborted) {
      const wasLive = await this.follow(signal)
      if (signal.aborted) return
      if (wasLive) {
        retry = FIRST_RETRY_MS
        this.options.onLost()
      }
      await delay(retry, undefined, { signal }).catch(() => undefined)
      retry = Math.min(retry * 2, LAST_RETRY_MS)
    }
  }

  /** One connection, from connect to end. Answers whether it ever became live. */
  private async follow(signal: AbortSignal): Promise<boolean> {
    const { databaseUrl, publication, slotPrefix, onMessage, awaitHandler, log } = this.options
    const service = new LogicalReplicationService(
      { connectionString: databaseUrl, application_name: slotPrefix },
      {
        acknowledge: { auto: false, timeoutSeconds: ACKNOWLEDGE_SECONDS },
        flowControl: { enabled: awaitHandler ?? false },
      },
    )
    let started = false
    service.on('start', () => {
      if (signal.aborted) return
      started = true
      this.isLive = true
      this.release()
      log(`replication of ${publication} is live`)
    })
    service.on('data', (_lsn: string, message: WalMessage) => onMessage(message))
    service.on('heartbeat', (lsn, _time, shouldRespond) => {
      if (shouldRespond) void service.acknowledge(precedingLsn(lsn))
    })
    service.on('error', () => undefined)
    this.service = service
    const slot = `${slotPrefix}_${randomBytes(4).toString('hex')}`
    try {
      await service.subscribe(
        new TemporarySlotPlugin({ protoVersion: 1, publicationNames: [publication] }),
        slot,
      )
    } catch (error) {
      if (!signal.aborted) log(`replication of ${publication} ended: ${String(error)}`)
    }
    this.isLive = false
    await this.close()
    return started
  }

  private async close(): Promise<void> {
    const service = this.service
    this.service = null
    if (!service) return
    await Promise.race([
      service.destroy().catch(() => undefined),
      delay(STOP_MS, undefined, { ref: false }),
    ])
  }

  private release(): void {
    for (const settle of [...this.waiting]) settle()
  }
}

/**
 * The library confirms one byte more than it is told. A server that shuts down waits until the confirmed position is
 * exactly its own, so the answer to its question must be one byte less.
 */
export function precedingLsn(lsn: string): string {
  const [upper = '0', lower = '0'] = lsn.split('/')
  const position = (BigInt(`0x${upper}`) << 32n) + BigInt(`0x${lower}`)
  if (position === 0n) return lsn
  const previous = position - 1n
  return `${(previous >> 32n).toString(16)}/${(previous & 0xffffffffn).toString(16)}`.toUpperCase()
}
