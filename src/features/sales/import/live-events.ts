declare module '@/lib/realtime' {
  interface TenantEvents {
    /** An import began, went on or ended. */
    import: { id: string; kind: string; state: string }
  }
}

export {}
