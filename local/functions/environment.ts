import { host, type StackConfig } from '../config.ts'
import { demoAsaas, demoMeta } from '../demo.ts'
import { privateKeySet } from '../lite/tokens.ts'

/** The environment of the edge functions: what the platform injects, then the product's own secrets. */
export function functionsEnvironment(config: StackConfig): Record<string, string> {
  const { secrets, urls } = config
  return {
    SUPABASE_URL: urls.gateway,
    SUPABASE_PUBLISHABLE_KEYS: JSON.stringify({ default: secrets.publishableKey }),
    SUPABASE_SECRET_KEYS: JSON.stringify({ default: secrets.secretKey }),
    SUPABASE_ANON_KEY: secrets.publishableKey,
    SUPABASE_SERVICE_ROLE_KEY: secrets.secretKey,
    SUPABASE_JWKS: JSON.stringify(privateKeySet(secrets.jwtSecret)),
    SUPABASE_DB_URL: urls.database,
    ZELO_PUBLIC_URL: urls.functions,
    ZELO_APP_URL: urls.app,
    ZELO_ENCRYPTION_KEYS: JSON.stringify({ k1: secrets.encryptionKey }),
    ZELO_ENCRYPTION_KEY_ID: 'k1',
    ZELO_VAPID_PUBLIC_KEY: secrets.vapid.publicKey,
    ZELO_VAPID_PRIVATE_KEY: secrets.vapid.privateKey,
    ZELO_EVOLUTION_URL: `${urls.simulators}/evolution`,
    ZELO_EVOLUTION_API_KEY: secrets.evolutionApiKey,
    ZELO_TWILIO_API_URL: `${urls.simulators}/twilio`,
    ZELO_TWILIO_CONTENT_URL: `${urls.simulators}/twilio-content`,
    ZELO_META_APP_ID: demoMeta.appId,
    ZELO_META_APP_SECRET: demoMeta.appSecret,
    ZELO_META_VERIFY_TOKEN: demoMeta.verifyToken,
    ZELO_META_GRAPH_URL: `${urls.simulators}/graph/v25.0`,
    ZELO_META_DIALOG_URL: `${urls.simulators}/graph/v25.0`,
    ZELO_CEP_URL: `${urls.simulators}/cep`,
    ZELO_MELHOR_ENVIO_URL: `${urls.simulators}/melhor-envio`,
    ZELO_DINAMIZE_URL: `${urls.simulators}/dinamize`,
    ZELO_NFSE_URL: `${urls.simulators}/nfse`,
    ASAAS_API_URL: `${urls.simulators}/asaas`,
    ASAAS_API_KEY: demoAsaas.apiKey,
    ZELO_CLINICS_ASAAS_URL: `${urls.simulators}/asaas-clinic`,
    ZELO_STRIPE_URL: `${urls.simulators}/stripe`,
    ASAAS_WEBHOOK_TOKEN: demoAsaas.webhookToken,
    ZELO_SMTP_URL: urls.smtp,
    // One process serves every request here, and its providers are simulators at a private address.
    ZELO_DB_POOL: '10',
    ZELO_ALLOW_PRIVATE_PROVIDERS: 'true',
    NO_PROXY: host,
  }
}
