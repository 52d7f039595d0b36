declare module '@/lib/realtime' {
  interface TenantEvents {
    /** A month or a rule of this therapist has changed; null: of everybody. */
    payout: { therapist_id: string | null }
  }
}

export {}
