declare module '@/lib/realtime' {
  interface TenantEvents {
    /** A file or a document of a patient came, changed or went. */
    patient_files: { patient_id: string }
  }
}

export {}
