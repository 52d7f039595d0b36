declare module '@/lib/realtime' {
  interface TenantEvents {
    export: { id: string }
  }
}

export {}
