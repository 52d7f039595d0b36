declare module '@/lib/realtime' {
  interface TenantEvents {
    /** Data or contacts of a professional changed. */
    medico: { id: string }
  }
}

export {}
