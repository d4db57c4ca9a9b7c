import { closeSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

const LIMIT = 16 * 1024 * 1024

/**
 * Opens a log file for appending; one over the limit is put aside first, in place of the one put aside before.
 * @param {string} file
 * @returns {{ write(text: string): void, close(): void }}
 */
export function openLogFile(file) {
  mkdirSync(dirname(file), { recursive: true })
  let descriptor = open(file)
  let size = statSync(file).size
  return {
    write(text) {
      const bytes = Buffer.from(text)
      if (size > LIMIT) {
        closeSync(descriptor)
        descriptor = open(file)
        size = 0
      }
      writeSync(descriptor, bytes)
      size += bytes.length
    },
    close: () => closeSync(descriptor),
  }
}

function open(file) {
  try {
    if (statSync(file).size > LIMIT) renameSync(file, `${file}.1`)
  } catch {
    // There is none yet.
  }
  return openSync(file, 'a', 0o600)
}
