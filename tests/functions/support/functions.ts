import { SignJWT } from 'jose'
import { afterAll } from 'vitest'
import { createAuthenticator } from '../../../supabase/functions/_shared/platform/auth.ts'
import { createDatabase as createClient } from '../../../supabase/functions/_shared/platform/db.ts'
import { sha256Hex } from '../../../supabase/functions/_shared/platform/hash.ts'
import { createIngest } from '../../../supabase/functions/_shared/messaging/ingest.ts'
import { messagingJobs } from '../../../supabase/functions/_shared/messaging/jobs/jobs.ts'
import { createWorker } from '../../../supabase/functions/_shared/platform/jobs.ts'
import {
  createAsaasClient,
  type AsaasClient,
} from '../../../supabase/functions/_shared/providers/asaas/client.ts'
import { createEvolutionClient } from '../../../supabase/functions/_shared/providers/evolution/client.ts'
import { createEvolutionProvider } from '../../../supabase/functions/_shared/providers/evolution/evolution.ts'
import type { Fetch } from '../../../supabase/functions/_shared/platform/provider-http.ts'
import { createTwilioClient } from '../../../supabase/functions/_shared/providers/twilio/client.ts'
import { twilioWebhook } from '../../../supabase/functions/_shared/providers/twilio/webhook.ts'
import { createTwilioProvider } from '../../../supabase/functions/_shared/providers/twilio/twilio.ts'
import { createSecretBox } from '../../../supabase/functions/_shared/platform/secrets.ts'
import { createChanging } from '../../../supabase/functions/_shared/messaging/changing.ts'
import { createUploads } from '../../../supabase/functions/_shared/media/uploads.ts'
import { createBucket } from './objects.ts'
import { createSending } from '../../../supabase/functions/_shared/messaging/sending.ts'
import { silent } from '../../../supabase/functions/_shared/platform/testing.ts'
import { createTwilioDirectory } from '../../../supabase/functions/_shared/messaging/twilio-directory.ts'
import { createWhatsappHooks } from '../../../supabase/functions/_shared/whatsapp-hooks.ts'
import { aurora, horizonte, people, type Email } from '../../db/support/cast.ts'
import { createDatabase, type TestDatabase } from '../../db/support/database.ts'

export const publicUrl = 'https://zelo.test/functions/v1'
export const appUrl = 'https://app.zelo.test'
export const secretKey = 'sb_secret_test'
export const evolutionKey = 'evolution-key'
export const webhookSecret = 'webhook-secret'
export const asaas = { apiUrl: 'https://asaas.test', apiKey: '$aact_hmlg_test', webhookToken: 'asaas-token' }
export const twilio = {
  accountSid: 'ACtest0000000000000000000000000000',
  authToken: 'twilio-token',
  phone: '+14155238886',
}

const jwtSecret = 'a-secret-of-at-least-thirty-two-characters'
const jwk = { kty: 'oct', alg: 'HS256', kid: 'test', k: btoa(jwtSecret).replace(/=+$/, '') }

/** The functions of one test file on a real database; only the providers are played, by `provider`. */
export async function createFunctions(provider: Fetch) {
  const database = await createDatabase()
  const client = createClient({ url: database.url, pool: 4, pooled: false })
  afterAll(() => client.end())
  const secrets = createSecretBox({ k1: btoa('k'.repeat(32)) }, 'k1')
  const evolution = createEvolutionClient(provider)
  const twilioClient = createTwilioClient(provider, {
    apiUrl: 'https://twilio.test',
    contentUrl: 'https://content.twilio.test',
  })
  const providers = {
    evolution: createEvolutionProvider(evolution),
    twilio: createTwilioProvider(twilioClient, twilioWebhook(publicUrl).status, provider),
  }
  const store = createBucket()
  const log = silent
  const now = () => new Date()
  const { service } = client
  const runSend = createSending({
    database: service,
    providers,
    secrets,
    store,
    log,
    pause: () => Promise.resolve(),
    waitUntil: () => undefined,
  })
  const runChange = createChanging({ database: service, providers, secrets, log })
  const hooks = createWhatsappHooks({ database: service, runSend, log })
  return {
    testDatabase: database,
    bucket: store,
    deps: {
      log,
      now,
      publicUrl,
      appUrl,
      secrets,
      evolution,
      runSend,
      runChange,
      acceptUpload: createUploads({ database: service, store }),
      database: client,
      service,
      twilio: twilioClient,
      sharedEvolution: { url: 'https://shared.test', apiKey: 'global-key' },
      allowPrivateProviders: false,
      resolveHost: () => Promise.resolve(['93.184.216.34']),
      asaas: createAsaasClient(provider, asaas) as AsaasClient | null,
      asaasWebhookToken: asaas.webhookToken as string | null,
      pause: (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds)),
      waitUntil: () => undefined,
      sendMail: null,
      auth: createAuthenticator({
        jwks: { keys: [jwk] },
        authUrl: 'https://auth.test',
        secretKeys: [secretKey],
      }),
      ingest: createIngest(service, 2),
      twilioDirectory: createTwilioDirectory({ database: service, secrets, log, now: Date.now }),
      work: createWorker({
        database: service,
        handlers: messagingJobs({
          runSend,
          runChange,
          hooks,
          database: service,
          providers,
          secrets,
          store,
          log,
        }),
        log,
        now,
      }),
    },
  }
}

/** Connects Aurora by Evolution and Horizonte by Twilio, as provisioning would. */
export async function connectChannels({ testDatabase, deps }: Awaited<ReturnType<typeof createFunctions>>) {
  const first = await testDatabase.asUser(
    'admin@aurora.test',
    (sql) => sql`select app.reserve_channel_id(${aurora.id}, 'evolution') as id`,
  )
  const second = await testDatabase.asUser(
    'admin@horizonte.test',
    (sql) => sql`select app.reserve_channel_id(${horizonte.id}, 'twilio') as id`,
  )
  const evolution = String(first[0]?.id)
  const twilioId = String(second[0]?.id)
  const sealed = await deps.secrets.seal(
    { api_key: evolutionKey, webhook_secret: webhookSecret },
    { tenantId: aurora.id, channelId: evolution },
  )
  await deps.database.asUser(claimsOf('admin@aurora.test')).configureEvolutionChannel({
    tenantId: aurora.id,
    externalId: 'aurora',
    serverUrl: 'https://evolution.test',
    webhookUrl: `${publicUrl}/evolution-whatsapp-inbound`,
    apiKeySha256: sha256Hex(evolutionKey),
    secretSha256: sha256Hex(webhookSecret),
    credentials: sealed,
    displayName: null,
    instanceId: 'instance-aurora',
    ownerPhone: null,
  })
  await deps.database.asUser(claimsOf('admin@horizonte.test')).configureTwilioChannel({
    tenantId: horizonte.id,
    accountSid: twilio.accountSid,
    senderPhone: twilio.phone,
    messagingServiceSid: null,
    credentials: await deps.secrets.seal(
      { auth_token: twilio.authToken },
      { tenantId: horizonte.id, channelId: twilioId },
    ),
  })
  await deps.service.setChannelState(aurora.id, evolution, { state: 'open' })
  return { evolution, twilio: twilioId }
}

function claimsOf(email: Email) {
  return { sub: people[email].id, role: 'authenticated' as const, aud: 'authenticated' }
}

/** A token as the Auth server issues it. */
export function tokenOf(email: Email): Promise<string> {
  return new SignJWT({ role: 'authenticated', email })
    .setProtectedHeader({ alg: 'HS256', kid: 'test' })
    .setSubject(people[email].id)
    .setAudience('authenticated')
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(jwtSecret))
}

/** A command as the app sends it. */
export async function command(name: string, email: Email | null, body: unknown): Promise<Request> {
  const headers = new Headers({ 'content-type': 'application/json' })
  if (email) headers.set('authorization', `Bearer ${await tokenOf(email)}`)
  return new Request(`https://edge.internal/${name}`, { method: 'POST', headers, body: JSON.stringify(body) })
}

/** How many rows each of the tables has that a webhook writes. */
export async function stored(
  database: TestDatabase,
): Promise<{ events: number; messages: number; jobs: number }> {
  const [row] = await database.asPostgres(
    (sql) => sql<{ events: number; messages: number; jobs: number }[]>`select
      (select count(*)::int from app.webhook_events) as events,
      (select count(*)::int from public.conversation_messages) as messages,
      (select count(*)::int from app.jobs) as jobs`,
  )
  return row ?? { events: 0, messages: 0, jobs: 0 }
}
