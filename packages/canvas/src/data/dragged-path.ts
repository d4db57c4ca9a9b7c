/** Names what is dragged to our own fields; other places take the text. */
const TYPE = 'application/x-spane-expression'

/** Fills what is dragged with code that reads a place of the data. */
export function carryPath(code: string, transfer: DataTransfer): void {
  transfer.setData(TYPE, code)
  transfer.setData('text/plain', `{{ ${code} }}`)
}

/** The code that is dropped, if it is ours. */
export function readPath(transfer: DataTransfer): string | undefined {
  const code = transfer.getData(TYPE)
  return code === '' ? undefined : code
}

/** Whether it is ours; what it is can be read only once it is dropped. */
export function holdsPath(transfer: DataTransfer): boolean {
  return transfer.types.includes(TYPE)
}
