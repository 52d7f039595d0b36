declare module '@/lib/realtime' {
  interface TenantEvents {
    /** Something about a form that was sent changed: it was opened, came back, was looked at or is over. */
    intake: { id: string }
  }
}
export {}
