import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { becomeSubscriber, refusal, rolledBack, type Identity } from './subscriber.ts'

/** The two things a policy on `realtime.messages` can allow. */
export type Extension = 'broadcast' | 'presence'

/** What a subscriber may receive on a private topic. */
export type ReadAccess = Record<Extension, boolean>

/** Asks the policies on `realtime.messages` who may use a private topic. */
export class Authorizer {
  constructor(
    private readonly sql: Sql,
    private readonly log: (line: string) => void,
  ) {}

  /** Writes a probe row of each kind and sees which of them the subscriber can read; nothing is kept. */
  async read(identity: Identity, topic: string): Promise<ReadAccess> {
    const broadcast = randomUUID()
    const presence = randomUUID()
    const seen = await this.ask(topic, 'read', [], () =>
      rolledBack(this.sql, async (tx) => {
        await tx`
          insert into realtime.messages (id, topic, extension, private)
          values (${broadcast}, ${topic}, 'broadcast', true), (${presence}, ${topic}, 'presence', true)`
        await becomeSubscriber(tx, identity, topic)
        const rows = await tx<{ id: string }[]>`
          select id::text from realtime.messages where id in (${broadcast}, ${presence})`
        return rows.map((row) => row.id)
      }),
    )
    return { broadcast: seen.includes(broadcast), presence: seen.includes(presence) }
  }

  /** Tries to insert a row as the subscriber; nothing is kept. */
  write(identity: Identity, topic: string, extension: Extension): Promise<boolean> {
    return this.ask(topic, 'write', false, () =>
      rolledBack(this.sql, async (tx) => {
        await becomeSubscriber(tx, identity, topic)
        await tx`insert into realtime.messages (topic, extension, private) values (${topic}, ${extension}, true)`
        return true
      }),
    )
  }

  /** A statement that Postgres refuses is a "no"; trouble with the connection is thrown to the caller. */
  private async ask<T>(topic: string, what: string, denied: T, query: () => Promise<T>): Promise<T> {
    try {
      return await query()
    } catch (error) {
      const code = refusal(error)
      if (code === null) throw error
      if (code !== '42501') this.log(`${what} policy of ${topic} failed with ${code}: ${String(error)}`)
      return denied
    }
  }
}
