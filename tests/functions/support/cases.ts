import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { repositoryRoot } from '../../../local/config.ts'
import { sign } from '../../../local/simulators/twilio/signature.ts'
import { createHandler as createEvolutionHandler } from '../../../supabase/functions/evolution-whatsapp-inbound/handler.ts'
import { createHandler as createTwilioHandler } from '../../../supabase/functions/twilio-whatsapp-inbound/handler.ts'
import { aurora, horizonte } from '../../db/support/cast.ts'
import type { TestDatabase } from '../../db/support/database.ts'
import { messagesOf, threadsOf, type Message, type Thread } from '../../db/support/inbox.ts'
import { connectChannels, createFunctions, evolutionKey, publicUrl, twilio } from './functions.ts'

/** What a clinic has once a case is posted. Every case begins with none of it. */
export interface Kept {
  threads: Thread[]
  messages: Message[]
  database: TestDatabase
}

/** The stated outcome of a case: fails when what is kept is something else. */
export type Outcome = (kept: Kept) => void | Promise<void>

/** Outcomes by the name of the file, without its ending. */
export type Outcomes = Record<string, Outcome>

/** `ZELO_CASES` names a folder of inputs, which is kept outside the repository; null when there is none. */
const folder = process.env.ZELO_CASES ? resolve(repositoryRoot, process.env.ZELO_CASES) : null

/** Names of the inputs for a provider, without their endings. */
export function casesOf(provider: 'evolution' | 'twilio'): string[] {
  const place = join(folder ?? '', provider)
  if (folder === null || !existsSync(place)) return []
  return readdirSync(place).map((name) => name.replace(/\.\w+$/, ''))
}

const read = (provider: string, file: string) => readFileSync(join(folder ?? '', provider, file), 'utf8')

/** The bodies of a case of Evolution, in their order. */
export function evolutionCase(name: string): Record<string, unknown>[] {
  return JSON.parse(read('evolution', `${name}.json`), (_key, value: unknown) => {
    const repeated = typeof value === 'string' ? /^REPEAT:(.):(\d+)$/.exec(value) : null
    return repeated ? repeated[1]?.repeat(Number(repeated[2])) : value
  }) as Record<string, unknown>[]
}

/** The forms of a case of Twilio, in their order. */
export function twilioCase(name: string): URLSearchParams[] {
  const lines = read('twilio', `${name}.txt`).split('\n')
  return lines.filter((line) => line.trim() !== '').map((line) => new URLSearchParams(line))
}

/** Both inbound functions on a database of their own, shortly after the moment at which the cases play. */
export async function createCaseRunner() {
  const functions = await createFunctions(() => Promise.reject(new Error('no provider is called')))
  await connectChannels(functions)
  const database = functions.testDatabase
  await database.asPostgres((sql) => sql`update public.tenants set ignore_groups = false`)
  const deps = { ...functions.deps, now: () => new Date('2026-11-25T12:00:00Z') }
  const evolution = createEvolutionHandler(deps)
  const inbound = createTwilioHandler(deps)

  const kept = async (tenant: string): Promise<Kept> => ({
    threads: await threadsOf(database, tenant),
    messages: await messagesOf(database, tenant),
    database,
  })

  return {
    /** Forgets everything that was received. */
    async clear() {
      await database.asPostgres(async (sql) => {
        await sql`delete from public.conversation_threads`
        await sql`delete from app.webhook_events`
        await sql`delete from app.early_actions`
        await sql`delete from app.known_names`
      })
    },
    async postEvolution(bodies: readonly object[]): Promise<Kept> {
      for (const body of bodies) {
        const text = JSON.stringify({ ...body, instance: 'aurora', apikey: evolutionKey })
        const response = await evolution(
          new Request('https://edge.internal/evolution-whatsapp-inbound', { method: 'POST', body: text }),
        )
        if (response.status !== 200) throw new Error(`The function answered ${response.status}.`)
      }
      return kept(aurora.id)
    },
    async postTwilio(forms: readonly URLSearchParams[]): Promise<Kept> {
      for (const form of forms) {
        const params = new URLSearchParams(form)
        params.set('AccountSid', twilio.accountSid)
        params.set('To', `whatsapp:${twilio.phone}`)
        const headers = {
          'content-type': 'application/x-www-form-urlencoded',
          'x-twilio-signature': sign(twilio.authToken, `${publicUrl}/twilio-whatsapp-inbound`, params),
        }
        const response = await inbound(
          new Request('http://edge.internal/twilio-whatsapp-inbound', {
            method: 'POST',
            headers,
            body: params.toString(),
          }),
        )
        if (response.status !== 200) throw new Error(`The function answered ${response.status}.`)
      }
      return kept(horizonte.id)
    },
  }
}
