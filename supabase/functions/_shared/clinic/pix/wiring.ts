import type { Platform } from '../../platform/wiring.ts'
import { createAsaasClient, type AsaasClient } from '../../providers/asaas/client.ts'
import { createPixDatabase, type PixAccountKey } from './database.ts'

/** Opens the sealed key of a clinic's account and answers its client. */
export type OpenAccount = (tenantId: string, account: PixAccountKey) => Promise<AsaasClient>

/** What functions ask for that speak with the Asaas accounts of clinics. */
export function pixOf(platform: Platform) {
  const { env, fetch, secrets } = platform
  const database = createPixDatabase(platform.calls)
  const openAccount: OpenAccount = async (tenantId, { id, environment, credentials }) => {
    const { api_key: apiKey = '' } = await secrets.open(credentials, { tenantId, channelId: id })
    return createAsaasClient(fetch, { apiUrl: env.clinicsAsaas[environment], apiKey })
  }
  return { pix: database.service, pixAsUser: database.asUser, openAccount }
}
