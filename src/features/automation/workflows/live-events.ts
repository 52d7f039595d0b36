declare module '@/lib/realtime' {
  interface TenantEvents {
    workflow: { id: string }
    workflow_run: { id: string; workflow_id: string }
  }
}

export {}
