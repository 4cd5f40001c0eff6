/** What an import found when it compared the rows of its source with those stored before, in numbers of rows. */
export interface ImportFigures {
  readonly created: number
  readonly changed: number
  readonly removed: number
  readonly unchanged: number
  /** Rows that cannot be imported and were left out, as the row policy of the source says. */
  readonly skipped: number
}
