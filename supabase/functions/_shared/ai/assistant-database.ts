import type { OutboundMessage } from '../messaging/types.ts'
import type { Call, Database } from '../platform/db.ts'
import type { JsonObject } from '../platform/json.ts'

/** What `app.finish_turn` decided; `send` is for the sending machinery. docs/assistant.md has the shapes. */
export interface FinishedTurn {
  state: 'answered' | 'handed' | 'skipped' | 'again' | 'lost' | 'tested'
  reason?: string | null
  text?: string
  send?: OutboundMessage | null
}

/** A turn of a conversation, as a worker sees it. `worker` is a new uuid of each attempt. */
export interface AssistantService {
  /** Takes a turn: `{skip}`, or what there is to think about. */
  beginTurn(tenantId: string, turnId: string, worker: string): Promise<JsonObject>
  /** What became of it. */
  finishTurn(tenantId: string, turnId: string, worker: string, result: JsonObject): Promise<FinishedTurn>
}

/** The RPCs of the assistant over one connection pool. */
export function createAssistantDatabase({ service }: Pick<Database, 'service'>): AssistantService {
  const call: Call = service
  return {
    beginTurn: (tenantId, turnId, worker) =>
      call((sql) => sql`select app.begin_turn(${tenantId}, ${turnId}, ${worker}) as value`),
    finishTurn: (tenantId, turnId, worker, result) =>
      call(
        (sql) =>
          sql`select app.finish_turn(${tenantId}, ${turnId}, ${worker}, ${sql.json(result as never)}) as value`,
      ),
  }
}
