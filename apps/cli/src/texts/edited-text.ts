/** What an edit did to something with revisions: a new one, or none because nothing was different. */
export function editedText(
  kind: string,
  after: { readonly name: string; readonly revision: number },
  before: { readonly revision: number },
): string {
  const shown = `${kind} "${after.name}"`
  return after.revision === before.revision
    ? `${shown} is unchanged`
    : `${shown} changed, now revision ${after.revision}`
}
