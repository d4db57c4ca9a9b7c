const WARN = 40

/**
 * What the terminal shows of a line that a process wrote: warnings and errors in one readable line, nothing of what is
 * routine (the log files have everything). What is no JSON log is shown as it is if it is about an error.
 * @param {string} name of the process
 * @param {string} line
 * @param {boolean} isError it came from the error output
 * @returns {string | undefined}
 */
export function formatLogLine(name, line, isError) {
  if (line.trim() === '') return undefined
  const entry = parse(line)
  if (entry === undefined) return isError ? `  ${name}  ${line}` : undefined
  if (typeof entry.level !== 'number' || entry.level < WARN) return undefined
  const word = entry.level >= 50 ? 'error' : 'warning'
  const reason = entry.err?.message ?? entry.error?.message
  const text = [entry.msg, reason].filter((part, index, parts) => part && parts.indexOf(part) === index).join(': ')
  return `  ${name}  ${word}: ${text}`
}

/** A line for the evidence of a problem: the message, and the stack of an error. @param {string} line */
export function formatEvidence(line) {
  const entry = parse(line)
  if (entry === undefined) return line
  const detail = entry.err?.stack ?? entry.error?.stack ?? entry.err?.message
  return [entry.msg, detail].filter(Boolean).join('\n') || line
}

function parse(line) {
  if (!line.startsWith('{')) return undefined
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
