import { SignJWT } from 'jose'
import { afterAll } from 'vitest'
import { accountOf } from '../../../supabase/functions/_shared/account/wiring.ts'
import { billingOf } from '../../../supabase/functions/_shared/billing/wiring.ts'
import { cepOf } from '../../../supabase/functions/_shared/clinic/cep-wiring.ts'
import { pixOf } from '../../../supabase/functions/_shared/clinic/pix/wiring.ts'
import { createClinicDatabase } from '../../../supabase/functions/_shared/clinic/database.ts'
import { evolutionOf } from '../../../supabase/functions/_shared/messaging/evolution-wiring.ts'
import { pushOf } from '../../../supabase/functions/_shared/messaging/push-wiring.ts'
import { sendingOf } from '../../../supabase/functions/_shared/messaging/sending-wiring.ts'
import { metaOf } from '../../../supabase/functions/_shared/messaging/meta-wiring.ts'
import { twilioOf } from '../../../supabase/functions/_shared/messaging/twilio-wiring.ts'
import { messagingOf } from '../../../supabase/functions/_shared/messaging/wiring.ts'
import { authOf } from '../../../supabase/functions/_shared/platform/auth-wiring.ts'
import { sha256Hex } from '../../../supabase/functions/_shared/platform/hash.ts'
import type { JsonObject } from '../../../supabase/functions/_shared/platform/json.ts'
import type { Fetch } from '../../../supabase/functions/_shared/platform/provider-http.ts'
import { platformOf } from '../../../supabase/functions/_shared/platform/testing.ts'
import { asaasOf } from '../../../supabase/functions/_shared/providers/asaas/wiring.ts'
import { commerceOf } from '../../../supabase/functions/_shared/commerce/wiring.ts'
import { webhooksOf } from '../../../supabase/functions/_shared/trust/wiring.ts'
import { workOf } from '../../../supabase/functions/process-jobs/wiring.ts'
import { aurora, horizonte, people, type Email } from '../../db/support/cast.ts'
import { createDatabase, type TestDatabase } from '../../db/support/database.ts'
import { createBucket } from './objects.ts'

export const publicUrl = 'https://zelo.test/functions/v1'
export const appUrl = 'https://app.zelo.test'
export const secretKey = 'sb_secret_test'
export const evolutionKey = 'evolution-key'
export const webhookSecret = 'webhook-secret'
export const asaas = { apiUrl: 'https://asaas.test', apiKey: '$aact_hmlg_test', webhookToken: 'asaas-token' }
export const meta = {
  appId: '900000000000009',
  appSecret: '5e11a0c0ffee5e11a0c0ffee5e11a0c0',
  verifyToken: 'palavra-de-teste',
  graphUrl: 'https://graph.test/v25.0',
}
export const twilio = {
  accountSid: 'ACtest0000000000000000000000000000',
  authToken: 'twilio-token',
  phone: '+14155238886',
}

/** The pair of the example in RFC 8291. */
export const vapid = {
  publicKey: 'BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8',
  privateKey: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw',
}

const jwtSecret = 'a-secret-of-at-least-thirty-two-characters'
const jwk = { kty: 'oct', alg: 'HS256', kid: 'test', k: btoa(jwtSecret).replace(/=+$/, '') }

/** The variables of the functions of a test, for this process and for those that it starts. */
export function environmentOf(databaseUrl: string): Record<string, string> {
  return {
    SUPABASE_URL: 'https://project.test',
    SUPABASE_DB_URL: databaseUrl,
    SUPABASE_SECRET_KEYS: JSON.stringify({ default: secretKey }),
    SUPABASE_JWKS: JSON.stringify({ keys: [jwk] }),
    ZELO_DB_POOL: '4',
    ZELO_PUBLIC_URL: publicUrl,
    ZELO_APP_URL: appUrl,
    ZELO_ENCRYPTION_KEYS: JSON.stringify({ k1: btoa('k'.repeat(32)) }),
    ZELO_ENCRYPTION_KEY_ID: 'k1',
    ZELO_VAPID_PUBLIC_KEY: vapid.publicKey,
    ZELO_VAPID_PRIVATE_KEY: vapid.privateKey,
    ZELO_EVOLUTION_URL: 'https://shared.test',
    ZELO_EVOLUTION_API_KEY: 'global-key',
    ZELO_TWILIO_API_URL: 'https://twilio.test',
    ZELO_TWILIO_CONTENT_URL: 'https://content.twilio.test',
    ZELO_META_APP_ID: meta.appId,
    ZELO_META_APP_SECRET: meta.appSecret,
    ZELO_META_VERIFY_TOKEN: meta.verifyToken,
    ZELO_META_GRAPH_URL: meta.graphUrl,
    ZELO_META_DIALOG_URL: 'https://facebook.test/v25.0',
    ZELO_CEP_URL: 'https://cep.test',
    ZELO_MELHOR_ENVIO_URL: 'https://envio.test',
    ZELO_DINAMIZE_URL: 'https://dinamize.test',
    ASAAS_API_URL: asaas.apiUrl,
    ASAAS_API_KEY: asaas.apiKey,
    ASAAS_WEBHOOK_TOKEN: asaas.webhookToken,
    ZELO_CLINICS_ASAAS_URL: asaas.apiUrl,
    ZELO_STRIPE_URL: 'https://stripe.test',
  }
}

/** The functions of one test file on a real database; only the providers are played, by `provider`. */
export async function createFunctions(provider: Fetch) {
  const database = await createDatabase()
  const platform = platformOf(environmentOf(database.url), provider)
  afterAll(() => platform.calls.end())
  const evolution = evolutionOf(platform, () => Promise.resolve(['93.184.216.34']))
  const twilioParts = twilioOf(platform)
  const bucket = createBucket()
  const sending = sendingOf(
    { ...platform, pause: () => Promise.resolve() },
    { ...evolution, ...twilioParts },
    {
      store: bucket,
      follow: provider,
    },
  )
  return {
    testDatabase: database,
    platform,
    bucket,
    /** Wired as deployed; each domain has its own clients of the database. */
    billing: { ...billingOf(platform), ...asaasOf(platform), ...authOf(platform) },
    account: accountOf(platform),
    cep: { ...cepOf(platform), ...authOf(platform) },
    clinic: { service: createClinicDatabase(platform.calls).service, log: platform.log, appUrl },
    deps: {
      ...pixOf(platform),
      ...commerceOf(platform),
      ...workOf(platform, sending, pushOf(platform, provider)),
      ...messagingOf(platform),
      ...evolution,
      ...twilioParts,
      ...metaOf(platform),
      ...sending,
      ...webhooksOf(platform),
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

/** Connects Aurora's page and Instagram account and Horizonte's number of WhatsApp Cloud, as connect-meta would. */
export async function connectMeta({ deps, testDatabase }: Awaited<ReturnType<typeof createFunctions>>) {
  const connect = async (
    email: Email,
    tenantId: string,
    kind: 'whatsapp_cloud' | 'messenger' | 'instagram',
    account: JsonObject,
  ) => {
    const [row] = await testDatabase.asUser(
      email,
      (sql) => sql<{ id: string }[]>`select app.reserve_channel_id(${tenantId}, ${kind}) as id`,
    )
    const channelId = row?.id ?? ''
    const credentials = await deps.secrets.seal({ access_token: `token-of-${kind}` }, { tenantId, channelId })
    return deps.database
      .asUser(claimsOf(email))
      .configureMetaChannel({ tenantId, kind, account, credentials })
  }
  return {
    cloud: await connect('admin@horizonte.test', horizonte.id, 'whatsapp_cloud', {
      account_id: metaIds.number,
      parent_id: metaIds.waba,
      name: 'Clínica Horizonte',
      phone: metaIds.phone,
    }),
    messenger: await connect('admin@aurora.test', aurora.id, 'messenger', {
      account_id: metaIds.page,
      parent_id: metaIds.page,
      name: 'Clínica Aurora',
    }),
    instagram: await connect('admin@aurora.test', aurora.id, 'instagram', {
      account_id: metaIds.instagram,
      parent_id: metaIds.page,
      name: '@clinica.aurora',
    }),
  }
}

/** Who the clinics are at Meta. */
export const metaIds = {
  number: '104400000000501',
  waba: '204400000000601',
  phone: '+55 11 90000-0100',
  page: '319729486546911',
  instagram: '17840217165282267',
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
