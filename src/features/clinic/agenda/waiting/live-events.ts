declare module '@/lib/realtime' {
  interface TenantEvents {
    /** Somebody waits or waits no more, or something of an offer changed. */
    waiting_list: Record<never, never>
  }
}
export {}
