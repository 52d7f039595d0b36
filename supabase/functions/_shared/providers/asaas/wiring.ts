import type { Platform } from '../../platform/wiring.ts'
import { createAsaasClient } from './client.ts'

/** The client of Asaas; null where nothing is sold. */
export const asaasOf = ({ env, fetch }: Platform) => ({
  asaas: env.asaas && createAsaasClient(fetch, env.asaas),
})
