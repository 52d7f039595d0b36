declare module '@/lib/realtime' {
  interface TenantEvents {
    /** Something of sales changed: a contact, company, deal, lead or the settings. */
    sale: { entity: string; id: string }
  }
}

export {}
