import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { StackConfig } from './config.ts'
import { demoAsaas, demoEvolution, demoTwilio } from './demo.ts'

/** Writes `<home>/env`: addresses, keys and demo secrets in dotenv form, for any client of this stack. */
export function writeEnvFile(config: StackConfig): void {
  const { secrets, urls, home } = config
  const values: Record<string, string> = {
    SUPABASE_URL: urls.gateway,
    SUPABASE_PUBLISHABLE_KEY: secrets.publishableKey,
    SUPABASE_SECRET_KEY: secrets.secretKey,
    SUPABASE_DB_URL: urls.database,
    ZELO_APP_URL: urls.app,
    ZELO_SIMULATORS_URL: urls.simulators,
    DEMO_EVOLUTION_INSTANCE: demoEvolution.instance,
    DEMO_EVOLUTION_API_KEY: demoEvolution.apiKey,
    DEMO_TWILIO_ACCOUNT_SID: demoTwilio.accountSid,
    DEMO_TWILIO_AUTH_TOKEN: demoTwilio.authToken,
    DEMO_ASAAS_WEBHOOK_TOKEN: demoAsaas.webhookToken,
  }
  const lines = Object.entries(values).map(([name, value]) => `${name}=${value}`)
  writeFileSync(join(home, 'env'), `${lines.join('\n')}\n`, { mode: 0o600 })
}
