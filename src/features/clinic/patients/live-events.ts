declare module '@/lib/realtime' {
  interface TenantEvents {
    /** Somebody's data, contacts or conversations changed; several at once where many were archived. */
    patient: { id: string } | { ids: string[] }
  }
}

export {}
