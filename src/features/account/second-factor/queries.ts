import { queryOptions } from '@tanstack/vue-query'
import * as api from './api'

export const factorsQuery = () => queryOptions({ queryKey: ['my-factors'], queryFn: api.listFactors })

export const recoveryQuery = () =>
  queryOptions({ queryKey: ['my-recovery-codes'], queryFn: api.countRecoveryCodes })

export const rulesQuery = (tenantId: string) =>
  queryOptions({ queryKey: ['second-factor-rules', tenantId], queryFn: () => api.getRules(tenantId) })
