import { z } from 'zod'
import type { VapidKeys } from './web-push.ts'

/** Addresses of Twilio's hosts, or of a stand-in's. */
export interface TwilioHosts {
  /** A stand-in serves what `messaging.twilio.com` serves under this base too. */
  apiUrl: string
  contentUrl: string
}

export const officialTwilio: TwilioHosts = {
  apiUrl: 'https://api.twilio.com',
  contentUrl: 'https://content.twilio.com',
}

/** The application at Meta that all clinics of an installation connect to. */
export interface MetaApp {
  appId: string
  appSecret: string
  /** Secrets that webhooks may be signed with: the application's, its previous one, that of Instagram. */
  webhookSecrets: readonly string[]
  verifyToken: string
  /** `https://graph.facebook.com/v25.0`, or a stand-in's. */
  graphUrl: string
  /** `https://www.facebook.com/v25.0`: where people say yes. */
  dialogUrl: string
  /** The login configuration of the Embedded Signup of WhatsApp. */
  signupConfigId: string | null
}

/** Hosts of Asaas. Each has keys of its own, and refuses those of the other. */
const asaasHosts = {
  sandbox: 'https://api-sandbox.asaas.com',
  production: 'https://api.asaas.com',
} as const

/** Which of its hosts a key of Asaas belongs to. */
export type AsaasEnvironment = keyof typeof asaasHosts

/** Where Asaas is, or a stand-in, and the key of the account there. */
export interface AsaasAccount {
  apiUrl: string
  /** It begins with `$`. */
  apiKey: string
}

const json = <T>(shape: z.ZodType<T>) =>
  z.string().transform((text, context) => {
    try {
      return shape.parse(JSON.parse(text))
    } catch {
      context.addIssue({ code: 'custom', message: 'is not the expected JSON' })
      return z.NEVER
    }
  })

const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true')
const base = z.url().transform((url) => url.replace(/\/+$/, ''))

const variables = z.object({
  /** Given by the platform. */
  SUPABASE_URL: base,
  SUPABASE_DB_URL: z.string().optional(),
  SUPABASE_SECRET_KEYS: json(z.record(z.string(), z.string())).optional(),
  SUPABASE_SERVICE_ROLE_KEY: z.string().optional(),
  SUPABASE_JWKS: json(z.object({ keys: z.array(z.record(z.string(), z.unknown())) })).optional(),
  /** Transaction pooler of a hosted project; the direct address of the platform is used without it. */
  ZELO_DB_URL: z.string().optional(),
  /** Connections an isolate may hold. */
  ZELO_DB_POOL: z.coerce.number().int().min(1).max(50).default(2),
  /** Public base address of the functions: signatures are made over it and webhooks are given it. */
  ZELO_PUBLIC_URL: base.optional(),
  /** Where people open the app; links in mails start with it. */
  ZELO_APP_URL: base,
  /** Keys of provider credentials by id, 32 bytes each in base64; the named one seals new credentials. */
  ZELO_ENCRYPTION_KEYS: json(
    z.record(
      z.string(),
      z.string().refine((text) => keyLength(text) === 32),
    ),
  ),
  ZELO_ENCRYPTION_KEY_ID: z.string().min(1),
  /** A shared Evolution server for clinics that have none of their own. */
  ZELO_EVOLUTION_URL: base.optional(),
  ZELO_EVOLUTION_API_KEY: z.string().optional(),
  ZELO_TWILIO_API_URL: base.default(officialTwilio.apiUrl),
  ZELO_TWILIO_CONTENT_URL: base.default(officialTwilio.contentUrl),
  /** The application at Meta: WhatsApp Cloud, Messenger and Instagram; without it none of them can be connected. */
  ZELO_META_APP_ID: z.string().optional(),
  ZELO_META_APP_SECRET: z.string().optional(),
  /** Signs as well while the secret is changed. */
  ZELO_META_APP_SECRET_PREVIOUS: z.string().optional(),
  /** Products that people enter with Instagram sign with a secret of their own. */
  ZELO_META_INSTAGRAM_SECRET: z.string().optional(),
  /** What is typed beside the webhook's address on Meta's dashboard. */
  ZELO_META_VERIFY_TOKEN: z.string().optional(),
  ZELO_META_SIGNUP_CONFIG_ID: z.string().optional(),
  ZELO_META_GRAPH_URL: base.default('https://graph.facebook.com/v25.0'),
  ZELO_META_DIALOG_URL: base.default('https://www.facebook.com/v25.0'),
  /** Whose hosts of Asaas are called; each environment has keys of its own. */
  ASAAS_ENV: z.enum(['sandbox', 'production']).default('sandbox'),
  /** Another address of Asaas, in the place of the environment's. */
  ASAAS_API_URL: base.optional(),
  /** Begins with `$`: quote it in shells and .env files. */
  ASAAS_API_KEY: z.string().optional(),
  /** What Asaas says with every webhook. Credits are sold where the key and this token are both set. */
  ASAAS_WEBHOOK_TOKEN: z.string().optional(),
  /** A stand-in of Asaas for the accounts that clinics connect, whose keys say which of its hosts they belong to. */
  ZELO_CLINICS_ASAAS_URL: base.optional(),
  /** Stripe, or a stand-in, for the accounts that clinics connect; a key says whether it is a test's. */
  ZELO_STRIPE_URL: base.default('https://api.stripe.com'),
  /** Where addresses of CEPs are asked for: ViaCEP, or a stand-in. */
  ZELO_CEP_URL: base.default('https://viacep.com.br'),
  /** What parcels cost, for the accounts that clinics connect: Melhor Envio, or a stand-in. */
  ZELO_MELHOR_ENVIO_URL: base.default('https://melhorenvio.com.br'),
  /** E-mail marketing of clinics: Dinamize, or a stand-in. */
  ZELO_DINAMIZE_URL: base.default('https://api.dinamize.com'),
  /** Who issues invoices (NFS-e), behind the port of `clinic/invoices`; none without it. */
  ZELO_NFSE_URL: base.optional(),
  /** Keys of the push service (P-256, base64url); nothing is pushed without them. */
  ZELO_VAPID_PUBLIC_KEY: z
    .string()
    .regex(/^[\w-]{87}$/)
    .optional(),
  ZELO_VAPID_PRIVATE_KEY: z
    .string()
    .regex(/^[\w-]{43}$/)
    .optional(),
  /** Allows provider servers at private addresses: for stacks whose gateway runs in the same network. */
  ZELO_ALLOW_PRIVATE_PROVIDERS: flag,
  /** `smtps://user:password@host:465`; hosted functions cannot reach ports 25 and 587. */
  ZELO_SMTP_URL: z.string().optional(),
  ZELO_MAIL_FROM: z.string().default('Zelo <nao-responda@zelo.invalid>'),
  ZELO_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
})

/** What the functions need to know about where they run. */
export interface Env {
  databaseUrl: string
  /** The address is a transaction pooler's. */
  databasePooled: boolean
  databasePool: number
  /** Where the project's own services answer; providers fetch files from there. */
  projectUrl: string
  authUrl: string
  jwks: { keys: Record<string, unknown>[] } | null
  secretKeys: string[]
  publicUrl: string
  appUrl: string
  encryptionKeys: Record<string, string>
  encryptionKeyId: string
  evolution: { url: string; apiKey: string } | null
  twilio: TwilioHosts
  meta: MetaApp
  asaas: (AsaasAccount & { webhookToken: string }) | null
  /** Where the accounts of clinics are. */
  clinicsAsaas: Record<AsaasEnvironment, string>
  /** Where the Stripe accounts of clinics are. */
  stripeUrl: string
  /** Where addresses of CEPs are asked for. */
  cepUrl: string
  melhorEnvioUrl: string
  /** Where lists of e-mail marketing are. */
  dinamizeUrl: string
  /** Who issues invoices; null where nobody does. */
  nfseUrl: string | null
  vapid: VapidKeys | null
  allowPrivateProviders: boolean
  smtpUrl: string | null
  mailFrom: string
  logLevel: 'debug' | 'info' | 'warn' | 'error'
}

/** Validates the environment once, at boot; throws a sentence that names what is missing. */
export function readEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = variables.safeParse(given)
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.')))].join(', ')
    throw new Error(`The functions cannot start: set these variables correctly: ${names}.`)
  }
  const env = parsed.data
  const databaseUrl = env.ZELO_DB_URL ?? env.SUPABASE_DB_URL
  if (!databaseUrl) throw new Error('The functions cannot start: set ZELO_DB_URL or SUPABASE_DB_URL.')
  if (!(env.ZELO_ENCRYPTION_KEY_ID in env.ZELO_ENCRYPTION_KEYS)) {
    throw new Error(
      'The functions cannot start: ZELO_ENCRYPTION_KEY_ID names no key of ZELO_ENCRYPTION_KEYS.',
    )
  }
  const secretKeys = Object.values(env.SUPABASE_SECRET_KEYS ?? {})
  if (env.SUPABASE_SERVICE_ROLE_KEY) secretKeys.push(env.SUPABASE_SERVICE_ROLE_KEY)
  return {
    databaseUrl,
    databasePooled: env.ZELO_DB_URL !== undefined,
    databasePool: env.ZELO_DB_POOL,
    projectUrl: env.SUPABASE_URL,
    authUrl: `${env.SUPABASE_URL}/auth/v1`,
    jwks: env.SUPABASE_JWKS ?? null,
    secretKeys,
    publicUrl: env.ZELO_PUBLIC_URL ?? `${env.SUPABASE_URL}/functions/v1`,
    appUrl: env.ZELO_APP_URL,
    encryptionKeys: env.ZELO_ENCRYPTION_KEYS,
    encryptionKeyId: env.ZELO_ENCRYPTION_KEY_ID,
    evolution:
      env.ZELO_EVOLUTION_URL && env.ZELO_EVOLUTION_API_KEY
        ? { url: env.ZELO_EVOLUTION_URL, apiKey: env.ZELO_EVOLUTION_API_KEY }
        : null,
    twilio: { apiUrl: env.ZELO_TWILIO_API_URL, contentUrl: env.ZELO_TWILIO_CONTENT_URL },
    meta: {
      appId: env.ZELO_META_APP_ID ?? '',
      appSecret: env.ZELO_META_APP_SECRET ?? '',
      webhookSecrets: [
        env.ZELO_META_APP_SECRET,
        env.ZELO_META_APP_SECRET_PREVIOUS,
        env.ZELO_META_INSTAGRAM_SECRET,
      ].filter((secret) => secret !== undefined),
      verifyToken: env.ZELO_META_VERIFY_TOKEN ?? '',
      graphUrl: env.ZELO_META_GRAPH_URL,
      dialogUrl: env.ZELO_META_DIALOG_URL,
      signupConfigId: env.ZELO_META_SIGNUP_CONFIG_ID ?? null,
    },
    // A charge whose payment nobody could tell us is not made.
    asaas:
      env.ASAAS_API_KEY && env.ASAAS_WEBHOOK_TOKEN
        ? {
            apiUrl: env.ASAAS_API_URL?.replace(/\/v3$/, '') ?? asaasHosts[env.ASAAS_ENV],
            apiKey: env.ASAAS_API_KEY,
            webhookToken: env.ASAAS_WEBHOOK_TOKEN,
          }
        : null,
    clinicsAsaas: {
      sandbox: env.ZELO_CLINICS_ASAAS_URL ?? asaasHosts.sandbox,
      production: env.ZELO_CLINICS_ASAAS_URL ?? asaasHosts.production,
    },
    stripeUrl: env.ZELO_STRIPE_URL,
    cepUrl: env.ZELO_CEP_URL,
    melhorEnvioUrl: env.ZELO_MELHOR_ENVIO_URL,
    dinamizeUrl: env.ZELO_DINAMIZE_URL,
    nfseUrl: env.ZELO_NFSE_URL ?? null,
    vapid:
      env.ZELO_VAPID_PUBLIC_KEY && env.ZELO_VAPID_PRIVATE_KEY
        ? { publicKey: env.ZELO_VAPID_PUBLIC_KEY, privateKey: env.ZELO_VAPID_PRIVATE_KEY }
        : null,
    allowPrivateProviders: env.ZELO_ALLOW_PRIVATE_PROVIDERS,
    smtpUrl: env.ZELO_SMTP_URL ?? null,
    mailFrom: env.ZELO_MAIL_FROM,
    logLevel: env.ZELO_LOG_LEVEL,
  }
}

function keyLength(text: string): number {
  try {
    return atob(text).length
  } catch {
    return 0
  }
}
