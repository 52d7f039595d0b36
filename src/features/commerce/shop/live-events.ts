declare module '@/lib/realtime' {
  interface TenantEvents {
    /** A review came, or somebody decided one. */
    reviews: Record<string, never>
  }
}
export {}
