/** Something that is done to the selected rows of a list. */
export interface BulkAction<Row> {
  key: string
  /** The verb on the button. */
  label: string
  icon?: string
  danger?: boolean
  /** Resolves to false when the person said no: the rows stay selected. */
  run: (rows: Row[]) => Promise<unknown>
}
