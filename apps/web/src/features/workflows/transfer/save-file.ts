/** Has the browser save JSON text as a file. */
export function saveFile(fileName: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  // The download has begun with the click; the browser reads the address once more at most.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
