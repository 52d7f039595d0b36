import type { Sql } from 'postgres'
import { SharedFrame, type Broadcast } from './protocol.ts'

interface StoredMessage {
  id: string
  event: string
  payload: string | null
  binary: Buffer | null
}

/** The latest stored broadcasts of a private topic since a moment (in milliseconds), oldest first. */
export async function replayFrames(
  sql: Sql,
  topic: string,
  replay: { since: number; limit: number },
): Promise<SharedFrame[]> {
  const rows = await sql<StoredMessage[]>`
    select id::text, event, payload::text, binary_payload as binary
    from realtime.messages
    where topic = ${topic} and private and extension = 'broadcast' and event is not null
      and inserted_at >= to_timestamp(${replay.since} / 1000.0) at time zone 'utc'
    order by inserted_at desc
    limit ${replay.limit}`
  return rows.reverse().map((row) => SharedFrame.broadcast(`realtime:${topic}`, storedBroadcast(row)))
}

function storedBroadcast({ id, event, payload, binary }: StoredMessage): Broadcast {
  return { event, json: binary ? null : (payload ?? '{}'), binary, meta: { replayed: true, id } }
}
