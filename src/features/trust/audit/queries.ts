import { queryOptions } from '@tanstack/vue-query'
import { getAuditKit } from './api'

export const auditKeys = {
  kit: (tenantId: string) => ['audit', tenantId, 'kit'] as const,
  list: (tenantId: string) => ['audit', tenantId, 'list'] as const,
}

export const auditKitQuery = (tenantId: string) =>
  queryOptions({ queryKey: auditKeys.kit(tenantId), queryFn: () => getAuditKit(tenantId) })
