import { randomBytes } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { LogicalReplicationService, PgoutputPlugin, type Pgoutput } from 'pg-logical-replication'

/** A row from the WAL: every value as Postgres prints it; undefined where the WAL left an unchanged value out. */
export type Tuple = Record<string, string | null | undefined>

/** One message of the stream, in commit order. */
export type WalMessage = Pgoutput.Message

/** Where a stream reads, and whom it tells. */
interface StreamOptions {
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
    await client.query(`CREATE_REPLICATION_SLOT "${slot}" TEMPORARY LOGICAL pgoutput (SNAPSHOT 'nothing')`)
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
  private current: { abort: AbortController; ended: Promise<void> } | null = null
  private isLive = false
  private readonly waiting = new Set<() => void>()

  constructor(private readonly options: StreamOptions) {}

  /** Begins to follow; does nothing when it already does. */
  start(): void {
    if (this.current) return
    const abort = new AbortController()
    this.current = { abort, ended: this.run(abort.signal) }
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
    const { current } = this
    if (!current) return
    this.current = null
    this.setLive(false)
    current.abort.abort()
    await within(STOP_MS, current.ended)
  }

  private async run(signal: AbortSignal): Promise<void> {
    let retry = FIRST_RETRY_MS
    while (!signal.aborted) {
      const wasLive = await this.follow(signal)
      if (signal.aborted) return
      this.setLive(false)
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
    const { publication, slotPrefix, log } = this.options
    const service = this.createService()
    let started = false
    service.on('start', () => {
      if (signal.aborted) return
      started = true
      this.setLive(true)
      log(`replication of ${publication} is live`)
    })
    const end = (): Promise<unknown> => within(STOP_MS, service.destroy())
    signal.addEventListener('abort', end, { once: true })
    const slot = `${slotPrefix}_${randomBytes(4).toString('hex')}`
    try {
      const plugin = new TemporarySlotPlugin({ protoVersion: 1, publicationNames: [publication] })
      await service.subscribe(plugin, slot)
    } catch (error) {
      if (!signal.aborted) log(`replication of ${publication} ended: ${String(error)}`)
    }
    signal.removeEventListener('abort', end)
    await end()
    return started
  }

  private createService(): LogicalReplicationService {
    const { databaseUrl, slotPrefix, onMessage, awaitHandler } = this.options
    const service = new LogicalReplicationService(
      { connectionString: databaseUrl, application_name: slotPrefix },
      {
        acknowledge: { auto: false, timeoutSeconds: ACKNOWLEDGE_SECONDS },
        flowControl: { enabled: awaitHandler ?? false },
      },
    )
    service.on('data', (_lsn: string, message: WalMessage) => onMessage(message))
    service.on('heartbeat', (lsn, _time, shouldRespond) => {
      if (shouldRespond) void service.acknowledge(precedingLsn(lsn))
    })
    service.on('error', () => undefined)
    return service
  }

  private setLive(live: boolean): void {
    this.isLive = live
    if (live) for (const settle of [...this.waiting]) settle()
  }
}

/** Waits for the work, whatever becomes of it, but not for ever. */
function within(milliseconds: number, work: Promise<unknown>): Promise<unknown> {
  return Promise.race([work.catch(() => undefined), delay(milliseconds, undefined, { ref: false })])
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
