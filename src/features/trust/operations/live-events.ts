declare module '@/lib/realtime' {
  interface TenantEvents {
    /** An alert of the clinic was raised, ended or seen to. */
    alerts: { kind?: string }
  }
}

export {}
