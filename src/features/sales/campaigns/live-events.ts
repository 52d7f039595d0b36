declare module '@/lib/realtime' {
  interface TenantEvents {
    /** A campaign changed, or got on. */
    campaign: { id: string }
  }
}

export {}
