import { randomInt, randomUUID } from 'node:crypto'
import type { RealtimeChannel, SupabaseClient } from '@supabase/supabase-js'
import type { Sql } from 'postgres'
import { asUser, openDatabase } from '../support/clients.ts'
import { until } from '../support/services.ts'
import { ownStack } from '../support/stack.ts'

export const providers = ['evolution', 'twilio'] as const
export type Provider = (typeof providers)[number]

/** The demo clinic behind each provider, and who sits at its desk. */
export const clinics = {
  evolution: { tenantId: '00000000-0000-4000-8000-0000000000a1', email: 'admin@aurora.test' },
  twilio: { tenantId: '00000000-0000-4000-8000-0000000000b1', email: 'admin@horizonte.test' },
} as const

/** A row of `conversation_messages`, as far as these tests look at it. */
export interface Message {
  id: string
  thread_id: string
  direction: 'inbound' | 'outbound'
  origin: string
  kind: string
  body: string | null
  content: Record<string, unknown>
  reactions: { by: string; emoji: string }[]
  reply_to_provider_id: string | null
  status: string
  error_code: string | null
  provider_message_id: string | null
  edited_at: string | null
  deleted_at: string | null
}

/** A row of `conversation_threads`, as far as these tests look at it. */
export interface Thread {
  id: string
  thread_key: string
  unread_count: number
  opted_out: boolean
  last_message_id: string | null
  last_message_preview: string | null
  last_message_status: string | null
}

/** What a broadcast on the clinic's topic carries. */
export interface LiveEvent {
  event: string
  payload: { thread?: Thread; message?: Message; id?: string }
}

/** What the patient's phone shows. */
export interface PhoneMessage {
  id: string
  from: 'patient' | 'clinic'
  text: string
  status: string
}

/** The simulators' control API. */
export async function control<T = unknown>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${ownStack().simulatorsUrl}/control${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`The simulators answered ${response.status}: ${text}`)
  return (text === '' ? null : JSON.parse(text)) as T
}

/** Switches faults of a provider on. */
export function setFaults(provider: Provider, faults: Record<string, number | boolean | string>) {
  return control('POST', '/faults', { provider, ...faults })
}

/** Every provider works as it should. */
export function clearFaults() {
  return control('DELETE', '/faults')
}

/** Waits until no webhook is in flight or will be repeated. */
export function settled() {
  return control('POST', '/idle', {})
}

/** Somebody who writes to a clinic. Each test meets somebody new. */
export class Patient {
  readonly provider: Provider
  readonly name = 'Paula Teste'
  /** Digits with the country code. The last five are none of the simulators' magic numbers. */
  readonly phone = `55119${String(randomInt(1000)).padStart(3, '0')}1${String(randomInt(10_000)).padStart(4, '0')}`

  constructor(provider: Provider) {
    this.provider = provider
  }

  get threadKey(): string {
    return `whatsapp:+${this.phone}`
  }

  /** Sends a message; `status` is what the product answered to the webhook. */
  writes(text: string, more: Record<string, unknown> = {}): Promise<{ id: string; status: number | null }> {
    const message = { provider: this.provider, from: this.phone, name: this.name, text, ...more }
    return control('POST', '/inbound', message)
  }

  /** Opens the conversation: the clinic's messages are read. */
  reads(): Promise<unknown> {
    return control('POST', '/read', { provider: this.provider, phone: this.phone })
  }

  /** What the clinic's messages look like on this phone, oldest first. */
  async received(): Promise<PhoneMessage[]> {
    const query = new URLSearchParams({ provider: this.provider, phone: this.phone })
    const messages = await control<PhoneMessage[]>('GET', `/messages?${query}`)
    return messages.filter(({ from }) => from === 'clinic')
  }

  /** The texts of {@link received}. */
  async texts(): Promise<string[]> {
    return (await this.received()).map(({ text }) => text)
  }
}

/** The answer of `send-whatsapp-message`. */
export interface SendAnswer {
  status: number
  body: { message?: Message; duplicate?: boolean; code?: string }
}

/** A clinic's reception: signed in, listening, and looking into the database where a test has to. */
export class Desk {
  readonly provider: Provider
  readonly tenantId: string
  readonly client: SupabaseClient
  readonly events: LiveEvent[] = []
  readonly #sql: Sql
  #channel: RealtimeChannel | undefined

  private constructor(provider: Provider, client: SupabaseClient) {
    this.provider = provider
    this.tenantId = clinics[provider].tenantId
    this.client = client
    this.#sql = openDatabase()
  }

  /** Signs in at the clinic of a provider, unless somebody is signed in already. */
  static async open(provider: Provider, client?: SupabaseClient): Promise<Desk> {
    return new Desk(provider, client ?? (await asUser(clinics[provider].email)))
  }

  get sql(): Sql {
    return this.#sql
  }

  /** Joins the clinic's live topic; what is broadcast there lands in {@link events}. */
  async listen(): Promise<void> {
    await this.client.realtime.setAuth()
    this.#channel = this.client.channel(`tenant:${this.tenantId}`, { config: { private: true } })
    this.#channel.on('broadcast', { event: '*' }, (frame) => {
      this.events.push({ event: frame.event, payload: frame.payload as LiveEvent['payload'] })
    })
    let joined = false
    this.#channel.subscribe((status) => (joined ||= status === 'SUBSCRIBED'))
    await until(() => joined, 'the live topic was not joined')
  }

  /** Every state of a message that was broadcast, in order. */
  shown(match: (message: Message) => boolean): Message[] {
    return this.events.flatMap(({ payload: { message } }) => (message && match(message) ? [message] : []))
  }

  /** Calls an edge function as this person. */
  async call(name: string, body: unknown): Promise<Response> {
    const { data } = await this.client.auth.getSession()
    return fetch(`${ownStack().functionsUrl}/${name}`, {
      method: 'POST',
      headers: {
        apikey: ownStack().publishableKey,
        authorization: `Bearer ${data.session?.access_token}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    })
  }

  /** Answers a patient. */
  async sends(patient: Patient, body: string, more: Record<string, unknown> = {}): Promise<SendAnswer> {
    const command = { tenant_id: this.tenantId, thread_key: patient.threadKey, client_id: randomUUID(), body }
    const response = await this.call('send-whatsapp-message', { ...command, ...more })
    return { status: response.status, body: (await response.json()) as SendAnswer['body'] }
  }

  /** Sends and expects the function to have taken the message, whatever became of the attempt. */
  async accepts(patient: Patient, body: string, status = 200): Promise<Message> {
    const answer = await this.sends(patient, body)
    if (answer.status !== status || !answer.body.message) {
      throw new Error(`send-whatsapp-message answered ${answer.status}: ${JSON.stringify(answer.body)}`)
    }
    return answer.body.message
  }

  /** The conversation of a patient as the person at the desk may read it. */
  async thread(patient: Patient): Promise<Thread | undefined> {
    const { data, error } = await this.client
      .from('conversation_threads')
      .select('*')
      .eq('tenant_id', this.tenantId)
      .eq('thread_key', patient.threadKey)
    if (error) throw error
    return (data as Thread[])[0]
  }

  /** All messages of a patient's conversation, oldest first. */
  async messages(patient: Patient): Promise<Message[]> {
    const { data, error } = await this.client.rpc('list_messages', {
      p_tenant_id: this.tenantId,
      p_thread_key: patient.threadKey,
    })
    if (error) throw error
    return (data as Message[]).reverse()
  }

  /** The clinic's own messages in a patient's conversation, oldest first. */
  async outbound(patient: Patient): Promise<Message[]> {
    return (await this.messages(patient)).filter(({ direction }) => direction === 'outbound')
  }

  /** Where the job that sends a message stands. */
  async jobOf(message: Message) {
    const [job] = await this.#sql<{ state: string; attempts: number; waits: number }[]>`
      select attempts, extract(epoch from run_at - now())::float8 as waits,
        case when finished_at is not null then 'finished' when dead_at is not null then 'dead'
          when leased_until > now() then 'leased' else 'waiting' end as state
      from app.jobs where kind = 'send_message' and payload ->> 'message_id' = ${message.id}
      order by id desc limit 1`
    return job
  }

  /** Time passes for a message's job: its wait and its lease are over, and the scheduler runs it. */
  async age(message: Message): Promise<void> {
    await this.#sql`
      update app.jobs set run_at = now() - interval '1 second', leased_until = now() - interval '1 second'
      where kind = 'send_message' and payload ->> 'message_id' = ${message.id} and finished_at is null`
  }

  async close(): Promise<void> {
    if (this.#channel) await this.client.removeChannel(this.#channel)
    await this.client.realtime.disconnect()
    await this.#sql.end()
  }
}
