declare module '@/lib/realtime' {
  interface TenantEvents {
    /** A record changed; what it says is asked for by who may read it. */
    record: { patient_id: string; entry_id: string | null }
  }
}

export {}
