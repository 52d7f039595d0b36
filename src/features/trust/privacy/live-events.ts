declare module '@/lib/realtime' {
  interface TenantEvents {
    /** A piece of an erasure is done. */
    erasure: { id: string }
    /** A request or an incident changed. */
    privacy: { id: string }
  }
}

export {}
