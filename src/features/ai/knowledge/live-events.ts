declare module '@/lib/realtime' {
  interface TenantEvents {
    /** A document waits, is prepared, or is ready. */
    knowledge: { id: string; state: string }
  }
}

export {}
