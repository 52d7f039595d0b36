import { createClient, type SupabaseClient, type WebSocketLikeConstructor } from '@supabase/supabase-js'
import postgres, { type Sql } from 'postgres'
import { WebSocket } from 'ws'
import { demoPassword } from '../../../local/demo.ts'
import { ownStack } from './stack.ts'

/** No session outlives a test, and Node 20 brings no websocket of its own. */
const options = {
  auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
  realtime: { transport: WebSocket as unknown as WebSocketLikeConstructor },
}

/** supabase-js without a session. */
export function asAnon(): SupabaseClient {
  return createClient(ownStack().gatewayUrl, ownStack().publishableKey, options)
}

/** supabase-js with the secret key. */
export function asService(): SupabaseClient {
  return createClient(ownStack().gatewayUrl, ownStack().secretKey, options)
}

/** supabase-js signed in as one of the demo users. */
export async function asUser(email: string, password: string = demoPassword): Promise<SupabaseClient> {
  const client = asAnon()
  const { error } = await client.auth.signInWithPassword({ email, password })
  if (error) throw error
  return client
}

/** The database as its superuser, for arranging and looking; the caller ends it. */
export function openDatabase(): Sql {
  return postgres(ownStack().superuserUrl, { max: 2, onnotice: () => {} })
}

/** A request to the gateway with the publishable key. */
export function request(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers)
  if (!headers.has('apikey')) headers.set('apikey', ownStack().publishableKey)
  return fetch(`${ownStack().gatewayUrl}${path}`, { ...init, headers })
}

/** An address that no other test uses. */
export function freshEmail(name: string): string {
  return `${name}.${crypto.randomUUID().slice(0, 8)}@teste.test`
}
