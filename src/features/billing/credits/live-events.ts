import type { PurchaseStatus } from './types'

declare module '@/lib/realtime' {
  interface TenantEvents {
    credits: { balance: number; debt_credits: number; low_balance: boolean; updated_at: string }
    credit_purchase: { id: string; status: PurchaseStatus; credits: number; paid_at: string | null }
  }
}
