declare module '@/lib/realtime' {
  interface TenantEvents {
    /** Money of this payer moved; who may see how much asks for it. */
    money: { payer_id: string }
  }
}

export {}
