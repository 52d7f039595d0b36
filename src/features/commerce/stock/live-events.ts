declare module '@/lib/realtime' {
  interface TenantEvents {
    /** Products, stock, suppliers or purchases changed. */
    stock: Record<string, string>
  }
}

export {}
