/** A cell as a spreadsheet knows it. */
type Cell = string | number

/** Rows of cells, the first being the heading. */
export type Sheet = readonly (readonly Cell[])[]
