/** What a field is called among all of the form: those inside list items say in which. */
export function labelTarget(path: string, label: string): string {
  const places = [...path.matchAll(/\[(\d+)\]/g)].map(([, index]) => Number(index) + 1)
  return places.length === 0 ? label : `${label} (${places.join('.')})`
}
