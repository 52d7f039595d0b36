declare module '@/lib/realtime' {
  interface TenantEvents {
    task: { id: string }
  }
}

export {}
