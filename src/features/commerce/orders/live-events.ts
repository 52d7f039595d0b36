declare module '@/lib/realtime' {
  interface TenantEvents {
    /** An order changed. */
    orders: { id: string; number: number; state: string }
  }
}

export {}
