/** What came out of one golden case. */
export type Verdict =
  | { readonly kind: 'passed' }
  | { readonly kind: 'deliberate'; readonly difference: string }
  | { readonly kind: 'failed'; readonly expected: string; readonly received: string }

/** One golden case with its verdict. */
export interface CheckedCase {
  readonly id: string
  readonly given: string
  readonly verdict: Verdict
}

/** The last line of a golden run. */
export function summaryOf(cases: readonly CheckedCase[]): string {
  const count = (kind: Verdict['kind']): number =>
    cases.filter((checked) => checked.verdict.kind === kind).length
  return `${count('passed')} passed, ${count('failed')} failed, ${count('deliberate')} deliberate`
}

/** The cases that did not pass, as lines for a terminal. */
export function reportOf(cases: readonly CheckedCase[]): readonly string[] {
  return cases.flatMap(({ id, given, verdict }) => {
    if (verdict.kind === 'passed') return []
    if (verdict.kind === 'deliberate') return [`${id}: deliberate (${verdict.difference})`]
    return [`${id}: FAILED ${given}`, `  expected ${verdict.expected}`, `  received ${verdict.received}`]
  })
}
