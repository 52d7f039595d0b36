import { setTimeout as delay } from 'node:timers/promises'
import type { Sql } from 'postgres'
import type { Claims } from './auth.ts'
import { changeFor, type ChangeData, type ChangeFacts } from './change-frame.ts'
import { evaluateChange, isVisible } from './change-query.ts'
import { RelationCache, type Relation } from './relations.ts'
import { ReplicationStream, type Tuple, type WalMessage } from './replication.ts'
import {
  CHANGES_PUBLICATION,
  checkWish,
  SubscriptionError,
  type ChangeType,
  type Subscription,
  type Wish,
} from './subscriptions.ts'

/** A channel that follows changes. */
export interface ChangeListener {
  /** One change, with the ids of all the channel's subscriptions that it matches. */
  onChange(ids: number[], data: ChangeData): void
  onSubscribed(): void
  onRefused(reason: string): void
  /** Changes may have been missed. */
  onLost(): void
}

type RowChange = Extract<WalMessage, { tag: 'insert' | 'update' | 'delete' }>

const LARGE_RECORD = 1024 * 1024
const LIVE_TIMEOUT_MS = 10_000
const RETRY_MS = 1_000
const TYPES = { insert: 'INSERT', update: 'UPDATE', delete: 'DELETE' } as const

/**
 * `postgres_changes`: follows the publication while somebody is subscribed, and shows each change to those whose
 * filters match and whose policies allow the row.
 */
export class ChangeFeed {
  private readonly subscriptions = new Map<ChangeListener, Subscription[]>()
  private readonly wanted = new Map<ChangeListener, symbol>()
  private readonly relations: RelationCache
  private readonly stream: ReplicationStream
  private committedAt = ''

  constructor(
    private readonly sql: Sql,
    databaseUrl: string,
    private readonly log: (line: string) => void,
  ) {
    this.relations = new RelationCache(sql)
    this.stream = new ReplicationStream({
      databaseUrl,
      publication: CHANGES_PUBLICATION,
      slotPrefix: 'realtime_changes',
      awaitHandler: true,
      onMessage: (message) => this.receive(message),
      onLost: () => this.admitLoss(),
      log,
    })
  }

  /** Replaces what the listener follows, and tells it when the database has agreed. */
  async subscribe(listener: ChangeListener, wishes: Wish[], claims: Claims): Promise<void> {
    const attempt = Symbol('subscribe')
    this.wanted.set(listener, attempt)
    this.subscriptions.delete(listener)
    const isCurrent = (): boolean => this.wanted.get(listener) === attempt
    while (isCurrent()) {
      try {
        this.stream.start()
        const subscriptions = await this.check(wishes, claims)
        if (!(await this.stream.live(LIVE_TIMEOUT_MS))) continue
        if (!isCurrent()) return
        this.subscriptions.set(listener, subscriptions)
        listener.onSubscribed()
        return
      } catch (error) {
        if (error instanceof SubscriptionError) {
          if (isCurrent()) listener.onRefused(error.message)
          return
        }
        this.log(`subscription to changes failed, it is tried again: ${String(error)}`)
        await delay(RETRY_MS)
      }
    }
  }

  /** Forgets the listener; without any listener the stream ends too. */
  async unsubscribe(listener: ChangeListener): Promise<void> {
    this.subscriptions.delete(listener)
    if (this.wanted.delete(listener) && this.wanted.size === 0) await this.stream.stop()
  }

  /** Ends everything. */
  async stop(): Promise<void> {
    this.wanted.clear()
    this.subscriptions.clear()
    await this.stream.stop()
  }

  private admitLoss(): void {
    for (const listener of [...this.wanted.keys()]) listener.onLost()
  }

  private async check(wishes: Wish[], claims: Claims): Promise<Subscription[]> {
    const checked: Subscription[] = []
    for (const wish of wishes) checked.push(await checkWish(this.sql, this.relations, wish, claims))
    return checked
  }

  private async receive(message: WalMessage): Promise<void> {
    if (message.tag === 'begin') this.committedAt = toTimestamp(message.commitTime.valueOf())
    else if (message.tag === 'relation') this.relations.forget(message.relationOid)
    else if (message.tag === 'insert' || message.tag === 'update' || message.tag === 'delete') {
      try {
        await this.apply(message)
      } catch (error) {
        this.log(`a change of ${message.relation.name} was not delivered: ${String(error)}`)
        this.admitLoss()
      }
    }
  }

  private async apply(message: RowChange): Promise<void> {
    const { schema, name: table, relationOid } = message.relation
    const type = TYPES[message.tag]
    const candidates = this.candidates(schema, table, type)
    if (candidates.length === 0) return
    const relation = await this.relations.get(relationOid)
    const { record, oldRecord } = tuplesOf(message, relation)
    const subject = message.tag === 'delete' ? oldRecord : record
    const filtered = [...new Set(candidates.filter(({ filters }) => filters.length > 0))]
    const evaluated = await evaluateChange(
      this.sql,
      relation,
      record,
      shownOldRecord(message, relation, oldRecord),
      subject,
      filtered.map(({ filters }) => filters),
    )
    const passed = candidates.filter((subscription) => {
      const index = filtered.indexOf(subscription)
      return index < 0 || evaluated.matches[index] === true
    })
    const facts: ChangeFacts = {
      schema,
      table,
      committedAt: this.committedAt,
      type,
      columns: relation.columns,
      record: evaluated.record,
      oldRecord: evaluated.oldRecord,
      tooLarge: sizeOf(record) > LARGE_RECORD,
    }
    await this.show(facts, relationOid, relation, subject, passed)
  }

  private candidates(schema: string, table: string, type: ChangeType): Subscription[] {
    return [...this.subscriptions.values()].flat().filter((subscription) => {
      return (
        (subscription.event === '*' || subscription.event === type) &&
        (subscription.schema === '*' || subscription.schema === schema) &&
        (subscription.table === '*' || subscription.table === table)
      )
    })
  }

  /** Sends the change to each listener whose policies show the row; a removed row has no policies left to ask. */
  private async show(
    facts: ChangeFacts,
    oid: number,
    relation: Relation,
    row: Tuple,
    passed: Subscription[],
  ): Promise<void> {
    const guarded = relation.rowSecurity && facts.type !== 'DELETE'
    const verdicts = new Map<string, boolean>()
    for (const [listener, own] of this.subscriptions) {
      const matching = own.filter((subscription) => passed.includes(subscription))
      const [first] = matching
      if (!first) continue
      const selectable = await this.relations.selectable(oid, first.claims.role)
      const data = changeFor(facts, selectable, commonSelection(matching))
      if (guarded && data.record) {
        const reader = JSON.stringify(first.claims)
        const verdict = verdicts.get(reader) ?? (await isVisible(this.sql, relation, row, first.claims))
        verdicts.set(reader, verdict)
        if (!verdict) continue
      }
      if (this.subscriptions.get(listener) === own)
        listener.onChange([...new Set(matching.map(({ id }) => id))], data)
    }
  }
}

/** With several matching subscriptions the widest selection wins: one frame serves them all. */
function commonSelection(matching: Subscription[]): string[] | null {
  const selections: string[] = []
  for (const { select } of matching) {
    if (!select) return null
    selections.push(...select)
  }
  return selections
}

/** Both sides of a change. Without the old row in the WAL its key is the new row's: a changed key would be there. */
function tuplesOf(message: RowChange, relation: Relation): { record: Tuple; oldRecord: Tuple } {
  if (message.tag === 'insert') return { record: message.new, oldRecord: {} }
  if (message.tag === 'delete') return { record: {}, oldRecord: message.old ?? message.key ?? {} }
  return { record: message.new, oldRecord: message.old ?? message.key ?? keyOf(message.new, relation) }
}

/** A removed row of a table with policies shows its key alone: nobody can be asked whether the rest was visible. */
function shownOldRecord(message: RowChange, relation: Relation, oldRecord: Tuple): Tuple {
  return message.tag === 'delete' && relation.rowSecurity ? keyOf(oldRecord, relation) : oldRecord
}

function keyOf(row: Tuple, relation: Relation): Tuple {
  return Object.fromEntries(
    relation.columns.filter(({ isKey }) => isKey).map(({ name }) => [name, row[name]]),
  )
}

function sizeOf(row: Tuple): number {
  return Object.values(row).reduce((sum, value) => sum + (value?.length ?? 0), 0)
}

function toTimestamp(microseconds: bigint): string {
  return new Date(Number(microseconds / 1000n)).toISOString()
}
