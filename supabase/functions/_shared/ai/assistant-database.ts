import type { OutboundMessage, SendLease } from '../messaging/types.ts'
import type { UserClaims } from '../platform/auth.ts'
import type { Database } from '../platform/db.ts'
import type { JsonObject } from '../platform/json.ts'
import type { Sealed } from '../platform/secrets.ts'

/** What `app.finish_turn` decided; `send` is for the sending machinery. docs/assistant.md has the shapes. */
export interface FinishedTurn {
  state: 'answered' | 'handed' | 'skipped' | 'again' | 'lost' | 'tested'
  reason?: string | null
  text?: string
  send?: OutboundMessage | null
}

/** One attempt at a turn: `worker` is a new uuid of each; what an earlier one brings is lost. */
export interface TurnAttempt {
  tenantId: string
  id: string
  worker: string
}

/** A turn of a conversation, as a worker sees it. */
export interface AssistantService {
  /** Takes a turn: `{skip}`, or what there is to think about. */
  beginTurn(attempt: TurnAttempt): Promise<JsonObject>
  runTool(attempt: TurnAttempt, name: string, args: JsonObject): Promise<JsonObject>
  runProposal(attempt: TurnAttempt, proposalId: string): Promise<JsonObject>
  /** What became of it. */
  finishTurn(attempt: TurnAttempt, result: object): Promise<FinishedTurn>
  /** What there is to send, or `skipped`: why nobody is asked how it was. */
  askRating(tenantId: string, id: string): Promise<{ skipped?: string; lease?: SendLease | null }>
  /** How a call of `beginAssist` ended; false when it had ended before. */
  finishAssist(tenantId: string, id: string, end: object): Promise<boolean>
}

/** Where a clinic's model is, and its sealed key. */
export interface AssistantKey {
  tenantId: string
  baseUrl: string
  model: string
  fallbackModel: string | null
  embeddingModel: string | null
  credentials: Sealed
}

/** What people of a clinic ask for. */
export interface AssistantUser {
  requireAdmin(tenantId: string): Promise<void>
  saveKey(key: AssistantKey): Promise<void>
  /** As beginTurn, of a conversation that was typed and that nobody receives. */
  beginTest(tenantId: string, messages: readonly object[], worker: string): Promise<JsonObject>
  /** What there is to help with, or `{retry_after_seconds}`. */
  beginAssist(tenantId: string, kind: string, args: JsonObject): Promise<JsonObject>
}

/** The RPCs of the assistant over one connection pool. */
export function createAssistantDatabase(database: Pick<Database, 'service' | 'asUser'>) {
  const call = database.service
  const service: AssistantService = {
    beginTurn: ({ tenantId, id, worker }) =>
      call((sql) => sql`select app.begin_turn(${tenantId}, ${id}, ${worker}) as value`),
    runTool: ({ tenantId, id, worker }, name, args) =>
      call(
        (sql) =>
          sql`select app.run_assistant_tool(${tenantId}, ${id}, ${worker}, ${name}, ${sql.json(args as never)}) as value`,
      ),
    runProposal: ({ tenantId, id, worker }, proposalId) =>
      call((sql) => sql`select app.run_proposal(${tenantId}, ${id}, ${worker}, ${proposalId}) as value`),
    finishTurn: ({ tenantId, id, worker }, result) =>
      call(
        (sql) =>
          sql`select app.finish_turn(${tenantId}, ${id}, ${worker}, ${sql.json(result as never)}) as value`,
      ),
    askRating: (tenantId, id) => call((sql) => sql`select app.ask_rating(${tenantId}, ${id}) as value`),
    finishAssist: (tenantId, id, end) =>
      call((sql) => sql`select app.finish_assist(${tenantId}, ${id}, ${sql.json(end as never)}) as value`),
  }
  const asUser = (claims: UserClaims): AssistantUser => {
    const own = database.asUser(claims)
    return {
      requireAdmin: async (tenantId) => {
        await own((sql) => sql`select app.require_admin(${tenantId}) as value`)
      },
      saveKey: async ({ tenantId, baseUrl, model, fallbackModel, embeddingModel, credentials }) => {
        await own(
          (sql) => sql`
            select app.save_assistant_key(${tenantId}, ${baseUrl}, ${model}, ${fallbackModel}, ${embeddingModel}, ${sql.json(credentials as never)}) as value`,
        )
      },
      beginTest: (tenantId, messages, worker) =>
        own(
          (sql) =>
            sql`select app.begin_test_turn(${tenantId}, ${sql.json(messages as never)}, ${worker}) as value`,
        ),
      beginAssist: (tenantId, kind, args) =>
        own((sql) => sql`select app.begin_assist(${tenantId}, ${kind}, ${sql.json(args)}) as value`),
    }
  }
  return { service, asUser }
}
