import { randomUUID } from 'node:crypto'
import { createClient, type RealtimeChannel, type SupabaseClient } from '@supabase/supabase-js'
import { SignJWT } from 'jose'
import postgres, { type Sql } from 'postgres'
import WebSocket from 'ws'
import { ownStack } from '../support/stack.ts'

/** Waits until the check gives something truthy. */
export async function until<T>(check: () => T, what: string, timeoutMs = 10_000): Promise<NonNullable<T>> {
  const end = Date.now() + timeoutMs
  for (;;) {
    const value = check()
    if (value) return value
    if (Date.now() > end) throw new Error(`Timed out waiting for ${what}.`)
    await pause(15)
  }
}

/** Gives everything that must NOT arrive time to arrive. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

/** A signed-in user's token for the stack under test. */
export function userToken(userId: string, seconds = 3600): Promise<string> {
  return new SignJWT({ role: 'authenticated', aud: 'authenticated' })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(userId)
    .setIssuedAt()
    .setExpirationTime(Math.floor(Date.now() / 1000) + seconds)
    .sign(new TextEncoder().encode(ownStack().jwtSecret))
}

/** Clients and a superuser's connection that are closed together at the end of a test file. */
export class Lab {
  readonly sql: Sql = postgres(ownStack().superuserUrl, { max: 2, onnotice: () => undefined })
  private readonly clients: SupabaseClient[] = []

  /** A client of its own, anonymous unless it gets another key. */
  client(key = ownStack().publishableKey): SupabaseClient {
    const client = createClient(ownStack().gatewayUrl, key, {
      auth: { persistSession: false, autoRefreshToken: false, storageKey: randomUUID() },
      realtime: { transport: WebSocket as unknown as typeof globalThis.WebSocket },
    })
    this.clients.push(client)
    return client
  }

  /** A client of a signed-in user. The token is set before anything is joined, as private topics need it. */
  async user(userId: string, seconds?: number): Promise<SupabaseClient> {
    const client = this.client()
    await client.realtime.setAuth(await userToken(userId, seconds))
    return client
  }

  async close(): Promise<void> {
    await Promise.all(this.clients.map((client) => client.realtime.disconnect()))
    await this.sql.end()
  }
}

/** Subscribes and keeps every status that the channel reports. */
export function subscribe(channel: RealtimeChannel): { statuses: string[]; reasons: string[] } {
  const seen = { statuses: [] as string[], reasons: [] as string[] }
  channel.subscribe((status, error) => {
    seen.statuses.push(status)
    if (error) seen.reasons.push(error.message)
  })
  return seen
}

/** Subscribes and waits until the server has agreed. */
export async function join(channel: RealtimeChannel): Promise<RealtimeChannel> {
  const { statuses, reasons } = subscribe(channel)
  await until(() => statuses.length > 0, 'the answer to a join')
  if (statuses[0] !== 'SUBSCRIBED') throw new Error(`The join ended as ${statuses[0]}: ${reasons.join(', ')}`)
  return channel
}

/** Collects what arrives on a channel. */
export function collectBroadcasts(channel: RealtimeChannel, event = '*'): Record<string, unknown>[] {
  const seen: Record<string, unknown>[] = []
  channel.on('broadcast', { event }, (message) => seen.push(message))
  return seen
}

/** Private topics of this prefix are open to the user whose id follows; `read:` topics only for listening. */
export async function allowProbeTopics(sql: Sql): Promise<void> {
  await forbidProbeTopics(sql)
  await sql`
    create policy probe_select on realtime.messages for select to authenticated
    using (split_part((select realtime.topic()), ':', 1) in ('probe', 'probe-read')
           and split_part((select realtime.topic()), ':', 2) = (select auth.uid())::text)`
  await sql`
    create policy probe_insert on realtime.messages for insert to authenticated
    with check (split_part((select realtime.topic()), ':', 1) = 'probe'
                and split_part((select realtime.topic()), ':', 2) = (select auth.uid())::text)`
}

/** Takes the policies of {@link allowProbeTopics} away again. */
export async function forbidProbeTopics(sql: Sql): Promise<void> {
  await sql`drop policy if exists probe_select on realtime.messages`
  await sql`drop policy if exists probe_insert on realtime.messages`
}
