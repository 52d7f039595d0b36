/** Keys of what is kept of the assistant of a clinic. */
export const assistantKeys = {
  all: (tenantId: string) => ['assistant', tenantId] as const,
  of: (tenantId: string, ...more: string[]) => ['assistant', tenantId, ...more] as const,
}
