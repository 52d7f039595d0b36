import type { ExportBuilder } from './builder.ts'

/** The builder of each kind in `app.export_kinds`; fetched when an export of that kind is built. */
export const builders: Readonly<Record<string, () => Promise<{ build: ExportBuilder }>>> = {
  erasure_certificate: () => import('./erasure-certificate.ts'),
  person: () => import('./person.ts'),
  clinic: () => import('./whole.ts'),
  list: () => import('./list.ts'),
  therapist: () => import('./whole.ts'),
}
