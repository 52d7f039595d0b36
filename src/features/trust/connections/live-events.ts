declare module '@/lib/realtime' {
  interface TenantEvents {
    /** Something was sent to an endpoint. */
    webhook: { endpoint_id: string }
  }
}

export {}
