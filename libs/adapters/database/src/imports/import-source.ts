/** Where rows come from, as an operator defined it. */
export interface ImportSource {
  readonly id: string
  readonly name: string
  /** Stored type, such as `director.csv-file`; its package need not be installed. */
  readonly type: string
  /** The column whose value identifies a row. */
  readonly keyColumn: string
  /** As stored: values of secret settings are sealed. */
  readonly settings: Readonly<Record<string, unknown>>
  /** Property modifiers in their order, as stored. */
  readonly modifiers: readonly unknown[]
  /** What becomes of rows that cannot be imported, as stored; what is left out has its default. */
  readonly rowPolicy: Readonly<Record<string, unknown>>
  /** Which imports are held for approval, as stored; what is left out has its default. */
  readonly guards: Readonly<Record<string, unknown>>
  readonly description: string
  /** Grows with every change; an edit names the one it was made from. */
  readonly revision: number
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** The fields of an import source operators write. */
export type WrittenImportSource = Pick<
  ImportSource,
  'name' | 'type' | 'keyColumn' | 'settings' | 'modifiers' | 'rowPolicy' | 'guards' | 'description'
>
