declare module '@/lib/realtime' {
  interface TenantEvents {
    /** Who takes part, or whether turns are on, changed. */
    assignment_turns: Record<string, never>
  }
}
export {}
