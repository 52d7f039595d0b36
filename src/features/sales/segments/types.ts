import type { Json } from '@contracts/database.types'

/** A condition on one field. */
export type SegmentRule = { field: string; op: string; value?: Json }
/** Conditions and groups that all hold, or of which one holds. */
export type SegmentGroup = { logic: 'AND' | 'OR'; rules: SegmentNode[] }
export type SegmentNode = SegmentRule | SegmentGroup

export type SegmentType = 'text' | 'list' | 'number' | 'boolean' | 'day' | 'moment'
export const segmentEntities = ['patients', 'contacts', 'companies', 'leads', 'deals', 'sessions'] as const
export type SegmentEntity = (typeof segmentEntities)[number]

/** What a rule may name. */
export interface SegmentField {
  entity: SegmentEntity
  key: string
  type: SegmentType
  /** Which list of values is offered. */
  choices: string | null
  format: 'money' | 'percent' | 'days' | null
  /** Of a field of the clinic's own: what it is called, and what it may be. */
  label?: string
  options?: string[] | null
}

/** What segments can be made of, for whoever asks. */
export interface SegmentKit {
  may_save: boolean
  types: Record<SegmentType, string[]>
  entities: SegmentEntity[]
  fields: SegmentField[]
  custom: SegmentField[]
  choices: Record<string, string[] | null>
}

/** A saved segment. */
export interface Segment {
  id: string
  name: string
  entity: SegmentEntity
  query: SegmentGroup
  version: number
  created_by_name: string | null
  updated_at: string
  /** Where it is used: while there is something here, it is not deleted. */
  uses: { kind: string; id: string; name: string }[]
}

/** One of those who match. */
export interface SegmentRow {
  id: string
  title: string
  subtitle: string | null
  detail: { patient_id?: string | null; contact_id?: string | null; day?: string }
}
export interface SegmentPreview {
  total: number
  rows: SegmentRow[]
}
