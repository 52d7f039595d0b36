declare module '@/lib/realtime' {
  interface TenantEvents {
    /** Somebody's data, contacts or conversations changed. */
    patient: { id: string }
  }
}

export {}
