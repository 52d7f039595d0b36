import type { HistoryImport } from './types'

declare module '@/lib/realtime' {
  interface TenantEvents {
    history_import: { import: HistoryImport }
  }
}
