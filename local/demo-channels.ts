import type { StackConfig } from './config.ts'
import { connect } from './database.ts'
import {
  demoClinicAsaas,
  demoDinamize,
  demoClinicStripe,
  demoEvolution,
  demoMelhorEnvio,
  demoPassword,
  demoTwilio,
} from './demo.ts'
import { messageOf } from './failure.ts'

interface ChannelSetup {
  label: string
  tenant: string
  email: string
  functionName: string
  body: Record<string, unknown>
  /** Called for the clinic once it is connected. */
  followUp?: string
}

const setups: readonly ChannelSetup[] = [
  {
    label: 'Evolution (Clínica Aurora)',
    tenant: 'aurora',
    email: 'admin@aurora.test',
    functionName: 'evolution-webhook-provision',
    body: { action: 'connect', instance_name: demoEvolution.instance, api_key: demoEvolution.apiKey },
  },
  {
    label: 'Twilio (Clínica Horizonte)',
    tenant: 'horizonte',
    email: 'admin@horizonte.test',
    functionName: 'twilio-channel-provision',
    body: {
      account_sid: demoTwilio.accountSid,
      auth_token: demoTwilio.authToken,
      sender_phone: demoTwilio.from,
    },
    followUp: 'sync-whatsapp-templates',
  },
]

/**
 * Connects the demo clinics' WhatsApp through the same functions that a clinic uses: only they can encrypt. A clinic
 * that has a channel is left as its people made it, unless the stack has moved to other addresses.
 */
export async function connectDemoChannels(config: StackConfig, note: (text: string) => void): Promise<void> {
  const connected = await connectedTenants(config)
  await Promise.all(
    setups
      .filter(({ tenant }) => !connected.has(tenant))
      .map((setup) =>
        connectChannel(config, setup).catch((error: unknown) =>
          note(`the demo channel ${setup.label} is not connected: ${messageOf(error)}`),
        ),
      ),
  )
}

/** Connects the Asaas account of Clínica Aurora, once, so that its reception charges by PIX. */
export async function connectDemoPix(config: StackConfig): Promise<void> {
  const sql = connect(config.urls.database)
  const known = await sql`select from app.pix_accounts limit 1`.finally(() => sql.end())
  if (known.length > 0) return
  await connectChannel(config, {
    label: 'Asaas (Clínica Aurora)',
    tenant: 'aurora',
    email: 'admin@aurora.test',
    functionName: 'connect-clinic-asaas',
    body: { api_key: demoClinicAsaas.apiKey },
  })
}

/** Connects the Stripe account of Clínica Aurora, once, so that it sells by card. */
export async function connectDemoStripe(config: StackConfig): Promise<void> {
  const sql = connect(config.urls.database)
  const known = await sql`select from app.stripe_accounts limit 1`.finally(() => sql.end())
  if (known.length > 0) return
  await connectChannel(config, {
    label: 'Stripe (Clínica Aurora)',
    tenant: 'aurora',
    email: 'admin@aurora.test',
    functionName: 'connect-stripe',
    body: { secret_key: demoClinicStripe.secretKey },
  })
}

/** Connects the account of Clínica Aurora at Melhor Envio, once: its shop says what parcels cost. */
export async function connectDemoCarrier(config: StackConfig): Promise<void> {
  const sql = connect(config.urls.database)
  const known = await sql`select from app.shipping_accounts limit 1`.finally(() => sql.end())
  if (known.length > 0) return
  await connectChannel(config, {
    label: 'Melhor Envio (Clínica Aurora)',
    tenant: 'aurora',
    email: 'admin@aurora.test',
    functionName: 'connect-carrier',
    body: { provider: 'melhor_envio', origin_cep: '05435040', extra_cents: 200, ...demoMelhorEnvio },
  })
}

/** Connects the list of Clínica Aurora at Dinamize, once: who signed up there become leads. */
export async function connectDemoDinamize(config: StackConfig): Promise<void> {
  const sql = connect(config.urls.database)
  const known = await sql`select from app.dinamize_accounts limit 1`.finally(() => sql.end())
  if (known.length > 0) return
  await connectChannel(config, {
    label: 'Dinamize (Clínica Aurora)',
    tenant: 'aurora',
    email: 'admin@aurora.test',
    functionName: 'connect-dinamize',
    body: {
      ...demoDinamize,
      action: 'connect',
      list_code: '2',
      phone_field: 'cmp4',
      company_field: 'cmp5',
      is_pushing: true,
      is_pulling: true,
      brings_all: true,
    },
  })
}

async function connectedTenants(config: StackConfig): Promise<Set<string>> {
  const sql = connect(config.urls.database)
  try {
    const rows = await sql<{ slug: string }[]>`
      select t.slug from public.tenants t
      join app_private.channel_credentials k on k.tenant_id = t.id
      left join public.evolution_instances i on i.tenant_id = k.tenant_id and i.channel_id = k.channel_id
      where i.webhook_url is null or starts_with(i.webhook_url, ${config.urls.functions})`
    return new Set(rows.map(({ slug }) => slug))
  } finally {
    await sql.end()
  }
}

async function connectChannel(
  config: StackConfig,
  { email, functionName, body, followUp }: ChannelSetup,
): Promise<void> {
  const session = await post(config, '/auth/v1/token?grant_type=password', { email, password: demoPassword })
  const token = String(session.access_token)
  const [membership] = await get(config, '/rest/v1/tenant_members?select=tenant_id&limit=1', token)
  if (!membership) throw new Error(`${email} belongs to no clinic`)
  const { tenant_id } = membership
  if (functionName === 'evolution-webhook-provision')
    await post(config, '/rest/v1/rpc/accept_unofficial_whatsapp', { p_tenant_id: tenant_id }, token)
  await post(config, `/functions/v1/${functionName}`, { tenant_id, ...body }, token)
  if (followUp) await post(config, `/functions/v1/${followUp}`, { tenant_id }, token)
}

async function post(
  config: StackConfig,
  path: string,
  body: unknown,
  token = config.secrets.publishableKey,
): Promise<Record<string, unknown>> {
  const response = await fetch(`${config.urls.gateway}${path}`, {
    method: 'POST',
    headers: headers(config, token),
    body: JSON.stringify(body),
  })
  return read(response, path)
}

async function get(config: StackConfig, path: string, token: string): Promise<Record<string, unknown>[]> {
  return read(await fetch(`${config.urls.gateway}${path}`, { headers: headers(config, token) }), path)
}

function headers(config: StackConfig, token: string): Record<string, string> {
  return {
    apikey: config.secrets.publishableKey,
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
  }
}

async function read<T>(response: Response, path: string): Promise<T> {
  if (response.ok) return (await response.json()) as T
  throw new Error(`${path} answered ${response.status}: ${(await response.text()).slice(0, 200)}`)
}
